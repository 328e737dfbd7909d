import { findAccount } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import type { Db, Tx } from '#platform/db';
import type { Translate } from '#platform/i18n';

/** Why a leader is written to: a step is soon overdue, is overdue, or lies with somebody who is away. */
export type LetterWhy = 'due' | 'late' | 'away';

/** One step of which leaders are told. `once`: what each is written to once for. */
export type LeaderLetter = { once: string; dossierId: string; why: LetterWhy; step: string; dueAt: Date };

const KEYS: Readonly<Record<LetterWhy, string>> = {
  due: 'cases.message.escalated',
  late: 'cases.message.escalated-late',
  away: 'cases.message.escalated-away',
};

/** So many steps are listed in one letter; of more only how many there are. */
const LISTED = 50;

/** Keeps what these leaders are to be written, in the transaction in which they are told; it goes with `sendLeaderLetters`. */
export const keepLetters = (
  tx: Tx,
  { once, dossierId, why, step, dueAt }: LeaderLetter,
  accountIds: readonly string[],
  at: Date,
): Promise<number> =>
  tx.run(
    `INSERT INTO cases.leader_letter (once, account_id, dossier_id, why, step, due_at, told_at)
     SELECT $1, a.id, $3, $4, $5, $6, $7 FROM unnest($2::uuid[]) AS a (id) ON CONFLICT DO NOTHING`,
    [once, accountIds, dossierId, why, step, dueAt, at],
  );

type Row = LeaderLetter & { code: string };

/** The letter to one leader: of one step its own, of several one that lists them, the first due first. It names nobody. */
function wordsOf(t: Translate, rows: readonly Row[]) {
  const [only] = rows;
  if (only && rows.length === 1) {
    const { code, step, dueAt, dossierId: id } = only;
    return { key: KEYS[only.why], params: { code, step, due: formatDateTime(dueAt), id } };
  }
  const line = ({ code, step, dueAt, why }: Row) =>
    `- ${t(`cases.message.escalated-several.${why}`, { code, step, due: formatDateTime(dueAt) })}`;
  const more = rows.length - LISTED;
  const lines = [
    ...rows.slice(0, LISTED).map(line),
    ...(more > 0 ? [`- ${t('cases.message.escalated-several.more', { count: more })}`] : []),
  ];
  return {
    key: 'cases.message.escalated-several',
    params: { count: rows.length, steps: lines.join('\n') },
  };
}

async function sendTo(tx: Tx, t: Translate, accountId: string, at: Date): Promise<void> {
  const rows = await tx.query<Row>(
    `SELECT l.once, l.dossier_id AS "dossierId", l.why, l.step, l.due_at AS "dueAt", d.code
     FROM cases.leader_letter l JOIN cases.dossier d ON d.id = l.dossier_id
     WHERE l.account_id = $1 AND l.sent_at IS NULL ORDER BY l.due_at, d.code FOR UPDATE OF l`,
    [accountId],
  );
  const [first] = rows;
  if (!first) return;
  await tx.run(
    'UPDATE cases.leader_letter SET sent_at = greatest($3, told_at) WHERE account_id = $1 AND once = ANY ($2)',
    [accountId, rows.map(r => r.once), at],
  );
  const email = (await findAccount(tx, accountId))?.email;
  if (!email) return;
  const dedupe = `${first.once}:${accountId}`;
  await queueMessage(tx, { email, ...wordsOf(t, rows), lang: 'vi', dedupe, rich: rows.length > 1 }, at);
}

/** Writes to every leader who was told of something since the last time: one letter each. What an interrupted sweep left goes with the next. */
export async function sendLeaderLetters(db: Db, t: Translate, at: Date): Promise<void> {
  const waiting = await db.query<{ id: string }>(
    'SELECT DISTINCT account_id AS id FROM cases.leader_letter WHERE sent_at IS NULL ORDER BY 1',
  );
  for (const { id } of waiting) await db.tx(tx => sendTo(tx, t, id, at));
}

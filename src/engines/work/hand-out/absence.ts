import type { Act } from '#engines/organisation';
import { newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { AbsenceTwice } from '../errors.ts';

/** Somebody is away on local days; `to` is the first day on which he is back. */
export type Absence = { id: string; accountId: string; from: string; to: string };

const COLUMNS = `id, account_id AS "accountId", lower(valid)::text AS "from", upper(valid)::text AS "to"`;

/** Who of these is away on a local day. */
export async function awayOn(
  q: Queryable,
  accountIds: readonly string[],
  date: string,
): Promise<ReadonlySet<string>> {
  const rows = await q.query<{ id: string }>(
    `SELECT account_id AS id FROM work.absence WHERE ended_at IS NULL AND account_id = ANY ($1::uuid[]) AND valid @> $2::date`,
    [accountIds, date],
  );
  return new Set(rows.map(r => r.id));
}

/** Who is away on a local day, and the first day on which each is back. */
export async function backFrom(q: Queryable, date: string): Promise<ReadonlyMap<string, string>> {
  const rows = await q.query<{ id: string; back: string }>(
    'SELECT account_id AS id, upper(valid)::text AS back FROM work.absence WHERE ended_at IS NULL AND valid @> $1::date',
    [date],
  );
  return new Map(rows.map(r => [r.id, r.back]));
}

/** The absences of these people that are not over on a local day, the nearest first. */
export const listAbsences = (q: Queryable, accountIds: readonly string[], date: string): Promise<Absence[]> =>
  q.query<Absence>(
    `SELECT ${COLUMNS} FROM work.absence WHERE ended_at IS NULL AND account_id = ANY ($1::uuid[]) AND upper(valid) > $2::date
     ORDER BY lower(valid), id`,
    [accountIds, date],
  );

/** An absence that was not called off. */
export const findAbsence = (q: Queryable, id: string): Promise<Absence | undefined> =>
  q.maybe<Absence>(`SELECT ${COLUMNS} FROM work.absence WHERE id = $1 AND ended_at IS NULL`, [id]);

const entry = (act: Act, kind: string, id: string, body: Record<string, unknown>) => ({
  kind: `work.${kind}`,
  subject: `absence:${id}`,
  actor: act.actor,
  post: act.post ?? null,
  agency: act.agency ?? null,
  at: act.at,
  body,
});

/** Notes that somebody is away from one local day until before another. Returns its id. Throws ABSENCE_TWICE. */
export async function noteAbsence(
  tx: Tx,
  { accountId, from, to }: Omit<Absence, 'id'>,
  act: Act,
): Promise<string> {
  const id = newId();
  try {
    await tx.savepoint(() =>
      tx.run(
        `INSERT INTO work.absence (id, account_id, valid, noted_at, noted_by) VALUES ($1, $2, daterange($3::date, $4::date), $5, $6)`,
        [id, accountId, from, to, act.at, act.actor],
      ),
    );
  } catch (error) {
    if ((error as { code?: string }).code === '23P01') throw AbsenceTwice();
    throw error;
  }
  await act.ledger.append(tx, entry(act, 'absence-noted', id, { account: accountId, from, to }));
  return id;
}

/** Somebody is back, or was never away; ended twice it is ended once. Throws NOT_FOUND. */
export async function endAbsence(tx: Tx, id: string, act: Act): Promise<void> {
  const row = await tx.maybe<{ endedAt: Date | null }>(
    'SELECT ended_at AS "endedAt" FROM work.absence WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!row) throw NotFound();
  if (row.endedAt) return;
  await tx.run('UPDATE work.absence SET ended_at = $2 WHERE id = $1', [id, act.at]);
  await act.ledger.append(tx, entry(act, 'absence-ended', id, {}));
}

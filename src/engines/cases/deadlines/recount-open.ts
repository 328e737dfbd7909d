import { type CalendarChange, calendarNews, calendarNewsText, mayMove } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Env } from '#platform/env';
import type { Translations } from '#platform/i18n';
import { enqueue } from '#platform/jobs';
import { recount } from '../acts/deadline.ts';
import { record } from '../acts/record.ts';
import { type CaseDeps, casesService } from '../deps.ts';
import { recountTimers } from '../process/timers.ts';
import { lockDossier } from '../read/dossier.ts';
import { recountSteps } from './step-due.ts';

export type RecountPayload = {
  change: CalendarChange;
  /** The ledger entry of the change. */
  entry: string;
  /** What the entry says: of which calendar, and what its days are now. Missing where it was asked for by an older program. */
  changed?: { calendarId: string; days: string[] };
  /** The last dossier of the chunk before; null at the beginning. */
  after: string | null;
};

const CHUNK = 200;

/** Dossiers whose deadline runs or stands still, and may be moved by the change; in the order of their ids. */
export const mayBeMoved = (
  q: Queryable,
  { agencyId, from, to }: CalendarChange,
  after: string | null,
  limit: number,
) =>
  // Whoever was below the agency on any day: too many are only counted in vain.
  q.query<{ id: string }>(
    `WITH RECURSIVE below (id) AS (
       SELECT $1::uuid UNION SELECT v.agency_id FROM organisation.agency_version v JOIN below ON v.parent_id = below.id)
     SELECT d.id FROM cases.dossier d
     WHERE d.closed_at IS NULL AND d.status <> 'completed' AND ($4::uuid IS NULL OR d.id > $4)
       AND ($1::uuid IS NULL OR coalesce(d.clock_agency_id, d.agency_id) IN (SELECT id FROM below))
       AND d.due_at >= $2::date - interval '1 day' AND ($3::date IS NULL OR d.received_at < $3::date + interval '2 days')
     ORDER BY d.id LIMIT $5`,
    [agencyId, from, to, after, limit],
  );

/** Counts one deadline anew, in its own short transaction. Counted twice, it moves once. */
async function recountOne(
  tx: Tx,
  { texts, ledger }: { texts: Translations; ledger: CaseDeps['ledger'] },
  dossierId: string,
  { change, entry, changed }: RecountPayload,
  at: Date,
): Promise<void> {
  const dossier = await lockDossier(tx, dossierId);
  if (dossier.closedAt || dossier.status === 'completed') return;
  if (!mayMove(change, { from: localDate(dossier.receivedAt), due: localDate(dossier.dueAt) })) return;
  const counted = await recount(tx, dossier, at);
  await recountTimers(tx, counted, at);
  await recountSteps(tx, counted);
  if (counted.dueAt.getTime() === dossier.dueAt.getTime()) return;
  const actor = { accountId: 'system', postId: null, agencyId: null, at };
  const [from, , to] = [dossier.receivedAt, dossier.dueAt, counted.dueAt].map(at => localDate(at)).sort();
  const news =
    changed && from && to
      ? await calendarNews(tx, changed.calendarId, changed.days, { from, to })
      : undefined;
  await record(tx, ledger, counted, actor, 'recounted', {
    reason: `calendar-changed ${entry}`,
    dueBefore: dossier.dueAt.toISOString(),
    // As it was said then: who asks later reads the same, whatever the calendar has become.
    ...(news
      ? { why: { vi: calendarNewsText(news, texts.of('vi')), en: calendarNewsText(news, texts.of('en')) } }
      : {}),
  });
}

/** One chunk of the open deadlines that a changed calendar may move; asks for the next. Bears repetition. */
export async function recountOpen(env: Env, payload: RecountPayload): Promise<void> {
  const counting = { texts: env.texts, ledger: env.get(casesService).ledger };
  const rows = await mayBeMoved(env.db, payload.change, payload.after, CHUNK);
  for (const { id } of rows) await env.db.tx(tx => recountOne(tx, counting, id, payload, env.clock.now()));
  const last = rows.length === CHUNK ? rows.at(-1) : undefined;
  if (!last) return;
  await enqueue(env.db, {
    name: 'cases.recount-deadlines',
    payload: { ...payload, after: last.id },
    key: `recount:${payload.entry}:${last.id}`,
  });
}

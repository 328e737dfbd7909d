import { type Calendar, type Pause as ClockPause, due, loadCalendar, type Step } from '#engines/worktime';
import type { Queryable, Tx } from '#platform/db';
import { listPauses } from '../read/dossier.ts';
import type { Dossier, Pause } from '../types.ts';

export const asClockPause = ({ from, to, kind }: Pause): ClockPause => ({ from, to, reason: kind });

/** The calendar that a dossier's agency works by. */
export const calendarOf = (
  q: Queryable,
  dossier: Pick<Dossier, 'agencyId' | 'receivedAt'>,
): Promise<Calendar> => loadCalendar(q, dossier.agencyId, dossier.receivedAt);

/** Due time and its explanation as they follow now from reception, limit, calendar and pauses. */
async function dueOf(q: Queryable, dossier: Dossier, now: Date): Promise<{ at: Date; steps: Step[] }> {
  const pauses = (await listPauses(q, dossier.id)).map(asClockPause);
  const { at, steps } = due(dossier.receivedAt, dossier.timeLimit, await calendarOf(q, dossier), pauses, {
    now,
  });
  return { at, steps };
}

/** Writes the due time of a locked dossier anew, and returns the dossier with it. */
export async function recount(tx: Tx, dossier: Dossier, now: Date): Promise<Dossier> {
  const { at, steps } = await dueOf(tx, dossier, now);
  await tx.run('UPDATE cases.dossier SET due_at = $2, due_steps = $3 WHERE id = $1', [
    dossier.id,
    at,
    JSON.stringify(steps),
  ]);
  return { ...dossier, dueAt: at, dueSteps: steps };
}

import {
  type Calendar,
  type Apology as ClockApology,
  type Pause as ClockPause,
  due,
  folded,
  loadCalendar,
  type Step,
} from '#engines/worktime';
import type { Queryable, Tx } from '#platform/db';
import { findApology, listPauses } from '../read/dossier.ts';
import type { Apology, Dossier, Pause } from '../types.ts';

/** A pause as the counting of working time takes it. */
export const asClockPause = ({ from, to, kind }: Pause): ClockPause => ({ from, to, reason: kind });

// Within a transaction a calendar is asked for once: steps, timers and limit of a dossier are counted by the same.
const inUse = new WeakMap<Queryable, Map<string, Promise<Calendar>>>();

/** The calendar that a dossier's limit is counted by: that of the agency for which it was received. */
export function calendarOf(
  q: Queryable,
  dossier: Pick<Dossier, 'agencyId' | 'clockAgencyId' | 'receivedAt'>,
): Promise<Calendar> {
  const agencyId = dossier.clockAgencyId ?? dossier.agencyId;
  if (!isTx(q)) return loadCalendar(q, agencyId, dossier.receivedAt);
  const known = inUse.get(q) ?? new Map<string, Promise<Calendar>>();
  inUse.set(q, known);
  const key = `${agencyId} ${dossier.receivedAt.getTime()}`;
  const calendar = known.get(key) ?? loadCalendar(q, agencyId, dossier.receivedAt);
  known.set(key, calendar);
  return calendar;
}

const isTx = (q: Queryable): q is Tx => 'kind' in q && q.kind === 'tx';

/** The apology as the count of days takes it. */
export const asClockApology = (apology: Apology | undefined): ClockApology | null =>
  apology ? { at: apology.givenAt, until: apology.until } : null;

/**
 * Due time and its explanation as they follow now from reception, limit, calendar, pauses and apology. While its clock stands, as they
 * were when it stopped: how long it stood is added when it runs again, and is no other day until then.
 */
export async function dueOf(q: Queryable, dossier: Dossier, now: Date): Promise<{ at: Date; steps: Step[] }> {
  const pauses = (await listPauses(q, dossier.id)).map(asClockPause);
  const stopped = pauses.find(p => !p.to)?.from;
  const apology = asClockApology(await findApology(q, dossier.id));
  const calendar = await calendarOf(q, dossier);
  const { at, steps } = due(dossier.receivedAt, dossier.timeLimit, calendar, pauses, {
    now: stopped ?? now,
    apology,
  });
  return { at, steps };
}

// `promised_steps` is null as long as what was promised is what is due, so that the days of most dossiers are kept once.
const RECOUNT = `UPDATE cases.dossier SET due_at = $2, due_steps = $3,
    promised_steps = CASE WHEN promised_at IS NULL THEN NULL ELSE coalesce(promised_steps, due_steps) END
  WHERE id = $1`;

/** Writes the due time of a locked dossier anew, and returns the dossier with it; how the promised one was counted is kept. */
export async function recount(tx: Tx, dossier: Dossier, now: Date): Promise<Dossier> {
  const { at, steps } = await dueOf(tx, dossier, now);
  const dueSteps = folded(steps);
  await tx.run(RECOUNT, [dossier.id, at, JSON.stringify(dueSteps)]);
  return { ...dossier, dueAt: at, dueSteps };
}

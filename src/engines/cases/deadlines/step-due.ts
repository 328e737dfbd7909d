import type { Command } from '#engines/processes';
import { liveTasks, setDues, type Task } from '#engines/work';
import { before, type Calendar, shareOut, workingMinutes } from '#engines/worktime';
import type { Queryable, Tx } from '#platform/db';
import { asClockPause, calendarOf } from '../acts/deadline.ts';
import { taskKind } from '../process/new-task.ts';
import { listPauses } from '../read/dossier.ts';
import type { Dossier, Pause } from '../types.ts';

type Escalation = { n: number; unit: 'working-hour' | 'working-day' | 'calendar-day' | 'month' };

/** How a step of a dossier came to its due time: kept with the task, counted anew when the dossier's own moves. */
export type StepBasis = {
  /** Its part of the limit, and that of what comes after it, as the process says; null: it has all that is left. */
  share: number | null;
  ahead: number;
  escalate: Escalation | null;
};

/** What the due time of a step is worked out from, as its process says it. */
export const basisOf = (command: Extract<Command, { type: 'create-task' }>): StepBasis => ({
  share: command.share,
  ahead: command.ahead,
  escalate: command.escalate,
});

/** Instead of a basis, of the step at which a result waits for its owner: it is late by nobody's fault, and has no due time. */
export const FETCHED = { fetched: true } as const;

/** Whether a step is to hand over what its owner has still to come for. */
export const waitsForOwner = ({ dueBasis }: Pick<Task, 'dueBasis'>): boolean =>
  typeof dueBasis === 'object' && dueBasis !== null && 'fetched' in dueBasis;

type Counting = { calendar: Calendar; pauses: readonly Pause[] };

/**
 * When a step that began at `from` is due: what is left of the dossier's limit, in the proportion of the step's share to
 * what comes after it. A dossier that is late already, or has its result, leaves nothing to share out.
 */
function stepDue(dossier: Dossier, from: Date, basis: StepBasis | null, counting: Counting): Date {
  const share = basis?.share ?? 0;
  if (!basis || share <= 0 || dossier.status === 'completed' || from >= dossier.dueAt) return dossier.dueAt;
  const [due = dossier.dueAt] = shareOut({
    from,
    to: dossier.dueAt,
    shares: basis.ahead > 0 ? [share, basis.ahead] : [share],
    calendar: counting.calendar,
    pauses: counting.pauses.map(asClockPause),
  });
  return due;
}

/**
 * When the leader is told that a step is still open: the span of the process before it is due, but never before half of
 * the step's own time has gone. Null where the process names no span.
 */
export function escalationOf(
  from: Date,
  dueAt: Date,
  escalate: Escalation | null | undefined,
  calendar: Calendar,
): Date | null {
  if (!escalate) return null;
  const ahead = before(dueAt, escalate, calendar);
  const own = workingMinutes(from, dueAt, calendar);
  const half = before(dueAt, { n: Math.max(0, own) / 120, unit: 'working-hour' }, calendar);
  return new Date(Math.max(ahead.getTime(), half.getTime()));
}

/** Due time and time of escalation of a step that begins now. */
export async function firstDue(
  q: Queryable,
  dossier: Dossier,
  basis: StepBasis,
  from: Date,
): Promise<{ dueAt: Date; escalateAt: Date | null }> {
  if (basis.share === null && !basis.escalate) return { dueAt: dossier.dueAt, escalateAt: null };
  // What was paused before it began is no time of this step; what is paused now moves it when the clock runs again.
  const calendar = await calendarOf(q, dossier);
  const dueAt = stepDue(dossier, from, basis, { calendar, pauses: [] });
  return { dueAt, escalateAt: escalationOf(from, dueAt, basis.escalate, calendar) };
}

/** Counts the due times of all open and waiting steps of a locked dossier anew, each by its own share. */
export async function recountSteps(tx: Tx, dossier: Dossier): Promise<void> {
  const tasks = (await liveTasks(tx, dossier.id)).filter(t => followsDossier(t.dueBasis));
  if (!tasks.length) return;
  const counting = {
    calendar: await calendarOf(tx, dossier),
    pauses: await listPauses(tx, dossier.id),
  };
  await setDues(
    tx,
    tasks.map(task => {
      const basis = task.dueBasis as StepBasis | null;
      const dueAt = stepDue(dossier, task.createdAt, basis, counting);
      const escalateAt = escalationOf(task.createdAt, dueAt, basis?.escalate, counting.calendar);
      return { id: task.id, dueAt, escalateAt };
    }),
  );
}

/** Whether a task's due time follows the dossier's, by a share or as a whole; others have a limit of their own. */
const followsDossier = (basis: unknown): basis is StepBasis | null =>
  basis === null || (typeof basis === 'object' && 'share' in basis);

/**
 * What a step has its share of: the working minutes from `from`, when it began, to the dossier's due time, without those in
 * which the clock stood still. The rest of the day of reception is among them, though the limit does not count it.
 */
export function sharedMinutes(from: Date, dueAt: Date, { calendar, pauses }: Counting): number {
  const stopped = pauses.map(p =>
    p.to && p.to > from && p.from < dueAt
      ? workingMinutes(new Date(Math.max(+p.from, +from)), new Date(Math.min(+p.to, +dueAt)), calendar)
      : 0,
  );
  return stopped.reduce((left, minutes) => left - minutes, workingMinutes(from, dueAt, calendar));
}

/**
 * The part of what was left of the limit when it began that a step has, 0–1; null for a task whose due time is no part of the
 * dossier's (a question, a message).
 */
export function shareOf(task: Pick<Task, 'dueBasis' | 'ref'>): number | null {
  if (taskKind(task) !== 'step' || waitsForOwner({ dueBasis: task.dueBasis })) return null;
  const { share, ahead } = (task.dueBasis ?? { share: null, ahead: 0 }) as StepBasis;
  return share === null || share <= 0 ? 1 : share / (share + ahead);
}

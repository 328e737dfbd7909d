import { listPauses, sharedMinutes } from '#engines/cases';
import { increase, resetIndicators } from '#engines/indicators';
import { findEnded, findTask, type Task } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';

/** What somebody has done of steps, for the step's agency, about his account: how many, late, and how many working minutes. */
export const STEPS_DONE = 'steps.done';
export const STEPS_LATE = 'steps.late';
export const STEP_MINUTES = 'steps.minutes';
const COUNTED = [STEPS_DONE, STEPS_LATE, STEP_MINUTES];

/** The step that an entry tells the end of: a signature and a hand-over end one too. */
function endedStep(q: Queryable, { kind, body, subject, at, actor }: Entry): Promise<Task | undefined> {
  if (kind === 'case.step-done') return findTask(q, String(body.task));
  const outcome = kind === 'case.result-issued' ? 'signed' : String(body.how);
  return findEnded(q, subject.slice('dossier:'.length), { at, by: actor, outcome });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Counts steps as the sealed ledger tells of their ends: by whom, in time or late, and how much working time they took. */
export const countSteps: Follower = {
  id: 'performance.steps',
  kinds: ['case.step-done', 'case.result-issued', 'case.returned'],
  handle: async (entry, tx) => {
    const task = UUID.test(entry.actor) ? await endedStep(tx, entry) : undefined;
    if (!task?.endedAt) return;
    const [calendar, pauses] = await Promise.all([
      loadCalendar(tx, task.agencyId, task.endedAt),
      listPauses(tx, task.subjectId),
    ]);
    const minutes = Math.max(0, sharedMinutes(task.createdAt, task.endedAt, { calendar, pauses }));
    const person = { agencyId: task.agencyId, day: localDate(task.endedAt), about: entry.actor };
    const late = task.dueAt !== null && task.endedAt > task.dueAt;
    await increase(tx, [
      { ...person, indicator: STEPS_DONE },
      ...(late ? [{ ...person, indicator: STEPS_LATE }] : []),
      { ...person, indicator: STEP_MINUTES, by: minutes },
    ]);
  },
  reset: tx => resetIndicators(tx, COUNTED),
};

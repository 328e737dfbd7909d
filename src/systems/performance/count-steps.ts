import { listPauses, sharedMinutes } from '#engines/cases';
import { increase, resetIndicators } from '#engines/indicators';
import { findEnded, findTask, type Task } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';

/** What somebody has done of steps, for the step's agency, about his account: how many, late, and how many working minutes. */
export const STEPS_DONE = 'steps.done';
export const STEPS_LATE = 'steps.late';
export const STEP_MINUTES = 'steps.minutes';
const COUNTED = [STEPS_DONE, STEPS_LATE, STEP_MINUTES];
const COUNTED_KINDS = ['case.step-done', 'case.result-issued', 'case.returned'];

type Ended = { task: Task; by: string; at: Date; sign: 1 | -1 };

/** The steps whose end an entry tells, and by whom: a signature and a hand-over end one too. One that was taken back is done no more. */
async function endedSteps(
  q: Queryable,
  { kind, body, subject, at, actor }: Entry,
): Promise<Array<Omit<Ended, 'task'> & { task: Task | undefined }>> {
  if (kind === 'case.act-undone') {
    const undone = { by: String(body.actBy), at: new Date(String(body.actAt)), sign: -1 as const };
    const steps = COUNTED_KINDS.includes(`case.${body.act}`) ? (body.steps as string[]) : [];
    return Promise.all(steps.map(async id => ({ ...undone, task: await findTask(q, id) })));
  }
  const outcome = kind === 'case.result-issued' ? 'signed' : String(body.how);
  const task = body.task
    ? await findTask(q, String(body.task))
    : await findEnded(q, subject.slice('dossier:'.length), { at, by: actor, outcome });
  return [{ task, by: actor, at, sign: 1 }];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Counts steps as the sealed ledger tells of their ends: by whom, in time or late, and how much working time they took. */
export const countSteps: Follower = {
  id: 'performance.steps',
  kinds: [...COUNTED_KINDS, 'case.act-undone'],
  handle: async (entry, tx) => {
    for (const { task, by, at, sign } of await endedSteps(tx, entry))
      if (task && UUID.test(by)) await count(tx, { task, by, at, sign });
  },
  reset: tx => resetIndicators(tx, COUNTED),
};

/** By the moment at which it was ended: the task's own row may say by now that it is open again. */
async function count(tx: Tx, { task, by, at, sign }: Ended): Promise<void> {
  const [calendar, pauses] = await Promise.all([
    loadCalendar(tx, task.agencyId, at),
    listPauses(tx, task.subjectId),
  ]);
  const minutes = Math.max(0, sharedMinutes(task.createdAt, at, { calendar, pauses }));
  const person = { agencyId: task.agencyId, day: localDate(at), about: by };
  const late = task.dueAt !== null && at > task.dueAt;
  await increase(tx, [
    { ...person, indicator: STEPS_DONE, by: sign },
    ...(late ? [{ ...person, indicator: STEPS_LATE, by: sign }] : []),
    { ...person, indicator: STEP_MINUTES, by: sign * minutes },
  ]);
}

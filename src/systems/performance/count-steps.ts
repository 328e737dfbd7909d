import { findDossiers, listPausesOf, sharedMinutes, taskKind } from '#engines/cases';
import { type Increment, increase, resetIndicators } from '#engines/indicators';
import { findEnded, findTasks, type Task } from '#engines/work';
import { type Calendar, calendarsOf } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';

/** What somebody has done of steps, for the step's agency, about his account: how many, late, and how many working minutes. */
export const STEPS_DONE = 'steps.done';
export const STEPS_LATE = 'steps.late';
export const STEP_MINUTES = 'steps.minutes';
/**
 * Of these, and of questions that were answered, those in dossiers on which another agency decides, for the step's agency, about that other one: on the
 * day on which each came, and on that of its end in time or late by its own due time. What they count are the tasks.
 */
export const OTHERS_TAKEN = 'steps.for-others.taken';
export const OTHERS_IN_TIME = 'steps.for-others.in-time';
export const OTHERS_LATE = 'steps.for-others.late';
const COUNTED = [STEPS_DONE, STEPS_LATE, STEP_MINUTES, OTHERS_TAKEN, OTHERS_IN_TIME, OTHERS_LATE];
const ANSWERED = 'case.question-answered';
const COUNTED_KINDS = [
  'case.step-done',
  'case.result-issued',
  'case.result-declined',
  'case.returned',
  ANSWERED,
];
/** What the end of a task is called that an entry tells of without naming the task. */
const OUTCOMES: Readonly<Record<string, (body: Entry['body']) => string>> = {
  'case.result-issued': () => 'signed',
  'case.returned': body => String(body.how),
  [ANSWERED]: body => String(body.outcome),
};

type Pauses = Parameters<typeof sharedMinutes>[2]['pauses'];
type Ended = { task: Task; by: string; at: Date; sign: 1 | -1; isQuestion: boolean };
/** The same before its task is read: by its id, or by what is known of its end. */
type Told = Omit<Ended, 'task' | 'isQuestion'> & { taskId?: string; subjectId: string; outcome: string };

/** The steps whose end an entry tells, and by whom: a signature and a hand-over end one too. One that was taken back is done no more. */
function toldIn({ kind, body, subject, at, actor }: Entry): Told[] {
  const subjectId = subject.slice('dossier:'.length);
  if (kind === 'case.act-undone') {
    const steps = COUNTED_KINDS.includes(`case.${body.act}`) ? (body.steps as string[]) : [];
    const undone = { by: String(body.actBy), at: new Date(String(body.actAt)), sign: -1 as const };
    return steps.map(taskId => ({ ...undone, taskId, subjectId, outcome: '' }));
  }
  const outcome = OUTCOMES[kind]?.(body) ?? '';
  return [
    { by: actor, at, sign: 1, subjectId, outcome, ...(body.task ? { taskId: String(body.task) } : {}) },
  ];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The steps that entries tell of, with their tasks; those whose task is not there are left out. */
async function endedSteps(tx: Tx, entries: readonly Entry[]): Promise<Ended[]> {
  const told = entries.flatMap(toldIn).filter(({ by }) => UUID.test(by));
  const found = await findTasks(
    tx,
    told.flatMap(({ taskId }) => taskId ?? []),
  );
  const tasks = new Map(found.map(task => [task.id, task]));
  const unnamed = told.filter(({ taskId }) => !taskId);
  const others = new Map((await findEnded(tx, unnamed)).map((task, i) => [unnamed[i], task]));
  return told.flatMap((end): Ended[] => {
    const task = end.taskId ? tasks.get(end.taskId) : others.get(end);
    if (!task) return [];
    return [{ task, by: end.by, at: end.at, sign: end.sign, isQuestion: taskKind(task) === 'question' }];
  });
}

/** By the moment at which it was ended: the task's own row may say by now that it is open again. */
function incrementsOf(
  { task, by, at, sign, isQuestion }: Ended,
  calendar: Calendar,
  pauses: Pauses,
): Increment[] {
  if (isQuestion) return [];
  const minutes = Math.max(0, sharedMinutes(task.createdAt, at, { calendar, pauses }));
  const person = { agencyId: task.agencyId, day: localDate(at), about: by };
  const late = task.dueAt !== null && at > task.dueAt;
  return [
    { ...person, indicator: STEPS_DONE, by: sign },
    ...(late ? [{ ...person, indicator: STEPS_LATE, by: sign }] : []),
    { ...person, indicator: STEP_MINUTES, by: sign * minutes },
  ];
}

/** The same of a step in a dossier on which another agency decides; nothing of one of its own. */
function forOthers({ task, at, sign }: Ended, decider: string | undefined): Increment[] {
  if (!decider || decider === task.agencyId) return [];
  const step = { agencyId: task.agencyId, about: decider, subject: task.id, by: sign };
  const late = task.dueAt !== null && at > task.dueAt;
  return [
    { ...step, indicator: OTHERS_TAKEN, day: localDate(task.createdAt) },
    { ...step, indicator: late ? OTHERS_LATE : OTHERS_IN_TIME, day: localDate(at) },
  ];
}

async function count(entries: readonly Entry[], tx: Tx): Promise<void> {
  const ended = await endedSteps(tx, entries);
  if (!ended.length) return;
  const subjects = [...new Set(ended.map(({ task }) => task.subjectId))];
  const pauses = await listPausesOf(tx, subjects);
  const deciders = new Map((await findDossiers(tx, subjects)).map(d => [d.id, d.agencyId]));
  const calendarOf = calendarsOf(tx);
  const increments: Increment[] = [];
  for (const end of ended) {
    increments.push(
      ...incrementsOf(end, await calendarOf(end.task.agencyId, end.at), pauses.get(end.task.subjectId) ?? []),
      ...forOthers(end, deciders.get(end.task.subjectId)),
    );
  }
  await increase(tx, increments);
}

/** Counts steps as the sealed ledger tells of their ends: by whom, in time or late, and how much working time they took. */
export const countSteps: Follower = {
  id: 'performance.step-ends',
  kinds: [...COUNTED_KINDS, 'case.act-undone'],
  handle: (entry, tx) => count([entry], tx),
  handleAll: count,
  reset: tx => resetIndicators(tx, COUNTED),
};

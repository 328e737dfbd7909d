import { listTasks, setDues } from '#engines/work';
import { due, dueAt, type Limit, loadCalendar, type Step } from '#engines/worktime';
import type { Queryable, Tx } from '#platform/db';
import { asClockPause } from '../acts/deadline.ts';
import { escalationOf } from '../deadlines/step-due.ts';
import { listPauses } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { openQuestions, type Question, questionRef } from './question.ts';

/** How long a question may take, from when; and so long before its agency's leader is told. Kept with its task. */
export type QuestionBasis = { question: string; escalate: Parameters<typeof escalationOf>[2] };

/**
 * When an answer is due: the limit from the moment of asking, by the calendar of the agency that is asked. What the dossier
 * waited for meanwhile (the applicant, a payment) is taken out; that it waits for this very answer is not.
 */
export async function answerDue(
  q: Queryable,
  asked: Pick<Question, 'dossierId' | 'toAgency' | 'fromAgency' | 'askedAt'>,
  limit: Limit,
  now: Date,
): Promise<Date> {
  const { calendar, pauses } = await answerClock(q, asked);
  return dueAt(asked.askedAt, limit, calendar, pauses, { now });
}

/** By which calendar an answer is counted, and what is taken out of its limit. */
async function answerClock(q: Queryable, asked: Parameters<typeof answerDue>[1]) {
  const pauses = (await listPauses(q, asked.dossierId)).filter(
    p =>
      p.kind !== 'consultation' &&
      (asked.toAgency !== null || p.kind !== 'supplement') &&
      // What was over before anybody was asked takes nothing out, and explains nothing.
      (p.to === null || p.to > asked.askedAt),
  );
  return {
    calendar: await loadCalendar(q, asked.toAgency ?? asked.fromAgency, asked.askedAt),
    pauses: pauses.map(asClockPause),
  };
}

/**
 * Why an answer is due when it is: its limit and the days, as they are counted for a dossier. A question that comes outside of
 * working hours has come on the next working day ("kể từ ngày nhận được": nobody was there to receive it). Null without a limit.
 */
export async function answerDays(q: Queryable, asked: Question, now: Date): Promise<Step[] | null> {
  if (!asked.timeLimit) return null;
  const { calendar, pauses } = await answerClock(q, asked);
  return due(asked.askedAt, asked.timeLimit, calendar, pauses, { now }).steps;
}

/** Counts the due times of the open questions of a locked dossier anew, after it has waited for something else. */
export async function recountQuestions(tx: Tx, dossier: Dossier, now: Date): Promise<void> {
  const questions = (await openQuestions(tx, dossier.id)).filter(question => question.timeLimit);
  if (!questions.length) return;
  const tasks = await listTasks(tx, dossier.id);
  for (const question of questions) {
    const due = await answerDue(tx, question, question.timeLimit as Limit, now);
    await tx.run('UPDATE cases.question SET due_at = $2 WHERE id = $1', [question.id, due]);
    const task = tasks.find(t => t.ref === questionRef(question.id));
    if (!task?.dueBasis) continue;
    const calendar = await loadCalendar(tx, task.agencyId, question.askedAt);
    const { escalate } = task.dueBasis as QuestionBasis;
    const escalateAt = escalationOf(question.askedAt, due, escalate, calendar);
    await setDues(tx, [{ id: task.id, dueAt: due, escalateAt }]);
  }
}

import type { Span } from '#engines/processes';
import { openTask } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { newId, type Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { record } from '../acts/record.ts';
import { setClock } from '../deadlines/clock.ts';
import { escalationOf } from '../deadlines/step-due.ts';
import { taskAbout } from '../process/new-task.ts';
import type { Actor, Dossier } from '../types.ts';
import { answerDue, type QuestionBasis } from './due.ts';
import { type Question, questionRef } from './question.ts';

export type NewQuestion = Pick<
  Question,
  'elementId' | 'message' | 'scope' | 'toAgency' | 'fromAgency' | 'askedTask' | 'what' | 'stopsClock'
> & {
  outcomes: readonly string[];
  /** How long the answer may take; null: whenever it comes. */
  limit: Span | null;
  /** So long before it is due the leader of the agency that is asked is told. */
  escalate: Span | null;
  /** What stands in the inbox of the agency that is asked. */
  step: string;
};

/**
 * Asks: writes the question down, puts it into the inbox of the agency that is asked, and stops the clock where the answer is
 * waited for. Returns the locked dossier as it is then. Two questions of one step to one agency at once are refused by the
 * database (`question_once`).
 */
export async function openQuestion(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  dossier: Dossier,
  matter: string,
  asked: NewQuestion,
  actor: Actor,
): Promise<Dossier> {
  const { toAgency, fromAgency, limit } = asked;
  const at = actor.at;
  const id = newId();
  const about = { dossierId: dossier.id, toAgency, fromAgency, askedAt: at };
  const due = limit ? await answerDue(tx, about, limit, at) : null;
  await tx.run(
    `INSERT INTO cases.question (id, dossier_id, element_id, message, scope, to_agency, from_agency, asked_by, asked_post,
       asked_task, what, outcomes, asked_at, time_limit, due_at, stops_clock)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      id,
      dossier.id,
      asked.elementId,
      asked.message,
      asked.scope,
      toAgency,
      fromAgency,
      actor.accountId,
      actor.postId,
      asked.askedTask,
      asked.what,
      asked.outcomes,
      at,
      limit ? JSON.stringify(limit) : null,
      due,
      // An agency that nobody gives a limit is not waited for: the applicant must not pay for its slowness.
      asked.stopsClock && (toAgency === null || due !== null),
    ],
  );
  if (toAgency) {
    const basis: QuestionBasis = { question: id, escalate: asked.escalate };
    const escalateAt = due
      ? escalationOf(at, due, asked.escalate, await loadCalendar(tx, toAgency, at))
      : null;
    await openTask(
      tx,
      taskAbout(dossier, matter, {
        step: asked.step,
        elementId: asked.elementId ?? 'question',
        ref: questionRef(id),
        agencyId: toAgency,
        permission: 'dossier.process',
        dueAt: due,
        dueBasis: basis,
        escalateAt,
      }),
      at,
    );
  }
  const now = await setClock(tx, dossier, at);
  await record(
    tx,
    ledger,
    now,
    actor,
    'question-asked',
    { question: id, to: toAgency ?? 'applicant', answerDue: due?.toISOString() ?? null },
    { what: asked.what },
  );
  return now;
}

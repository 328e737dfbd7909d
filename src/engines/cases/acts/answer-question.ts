import { needsWords as asksWords } from '#engines/processes';
import { completeTask, liveTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { setClock } from '../deadlines/clock.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import type { CaseDeps } from '../deps.ts';
import { OutcomeUnknown, QuestionClosed, ReasonMissing } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { takeAnswers } from '../process/run.ts';
import { isOpen, listQuestions, type Question, questionRef } from '../questions/question.ts';
import { endLate, tellAsker } from '../questions/tell-asker.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { addPapers, type NewPaper } from './papers.ts';
import { record } from './record.ts';
import { optionalText, screenText } from './written.ts';

export type Answer = {
  dossierId: string;
  questionId: string;
  outcome: string;
  /** In words. */
  answer: string;
  papers: readonly NewPaper[];
};

// An opinion that is no plain yes is worth nothing without its reason.
const needsWords = (question: Question, outcome: string): boolean =>
  question.toAgency === null
    ? question.outcomes.length === 0
    : asksWords(outcome) || (!question.message && outcome !== 'agree');

/**
 * The answer to a question: by the agency that was asked (which ends its task), by whoever asked when it came on paper or by
 * telephone, or by the applicant. The clock runs on when nothing else is waited for; the process takes the answer when it
 * awaits it; who asked is told.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | the dossier has no such question |
 * | QUESTION_CLOSED | it has been answered, or nobody waits for the answer any more |
 * | TASK_SUSPENDED | the dossier waits for the applicant |
 * | OUTCOME_UNKNOWN | the question does not allow this answer |
 * | REASON_MISSING, REASON_TOO_LONG | something must be said in words, or is too long |
 */
export const answerQuestion = undoable(
  async (tx: Tx, deps: Pick<CaseDeps, 'ledger'>, input: Answer, actor: Actor): Promise<Dossier> => {
    const dossier = await lockDossier(tx, input.dossierId);
    const question = (await listQuestions(tx, dossier.id)).find(q => q.id === input.questionId);
    if (!question) throw NotFound();
    const answer = question.toAgency === null ? screenText(input.answer) : optionalText(input.answer);
    if (!isOpen(question)) throw QuestionClosed();
    if (question.outcomes.length && !question.outcomes.includes(input.outcome))
      throw OutcomeUnknown({ element: question.elementId ?? '' });
    if (needsWords(question, input.outcome) && !answer && !input.papers.length) throw ReasonMissing();
    await endTask(tx, question, input.outcome, actor);
    await tx.run(
      `UPDATE cases.question SET answered_at = greatest($2, asked_at), answered_by = $3, answered_agency = $4, outcome = $5, answer = $6
     WHERE id = $1`,
      [question.id, actor.at, actor.accountId, actor.agencyId, input.outcome, answer || null],
    );
    const papers = await addPapers(tx, dossier.id, input.papers, actor.at);
    const running = await setClock(tx, dossier, actor.at);
    const late = question.dueAt !== null && actor.at > question.dueAt;
    await record(
      tx,
      deps.ledger,
      running,
      actor,
      'question-answered',
      { question: question.id, outcome: input.outcome, late },
      { ...(answer ? { answer } : {}), ...(papers.length ? { papers: papers.map(p => p.sha256) } : {}) },
    );
    const procedure = await loadProcedure(tx, running);
    if (!question.message) await tellAsker(tx, running, procedure.version.name, question, actor.at);
    return takeAnswers({ tx, procedure, at: actor.at, ledger: deps.ledger }, running);
  },
  { alone: true },
);

/** Ends the task of the agency that was asked, also where somebody else enters its answer. Throws TASK_SUSPENDED. */
async function endTask(tx: Tx, question: Question, outcome: string, actor: Actor): Promise<void> {
  await endLate(tx, question, actor.at);
  const ref = questionRef(question.id);
  const task = (await liveTasks(tx, question.dossierId)).find(t => t.ref === ref);
  if (!task) return;
  const done = { by: actor.accountId, post: actor.postId, outcome, at: actor.at };
  await completeTask(tx, task.id, done);
  await endEscalation(tx, question.dossierId, ref, actor.at);
}

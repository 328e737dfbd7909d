import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { setClock } from '../deadlines/clock.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import type { CaseDeps } from '../deps.ts';
import { ProcessAwaitsAnswer, QuestionClosed } from '../errors.ts';
import { dropQuestions } from '../questions/close.ts';
import { isOpen, listQuestions, questionRef } from '../questions/question.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { record } from './record.ts';

/**
 * Whoever asked goes on without the answer. Throws NOT_FOUND, QUESTION_CLOSED, and PROCESS_AWAITS_ANSWER where it was the
 * process that asked: it cannot go on without, so the answer has to be entered.
 */
export const dropQuestion = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; questionId: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const dossier = await lockDossier(tx, input.dossierId);
    const question = (await listQuestions(tx, dossier.id)).find(q => q.id === input.questionId);
    if (!question) throw NotFound();
    if (!isOpen(question)) throw QuestionClosed();
    if (question.message) throw ProcessAwaitsAnswer();
    await dropQuestions(tx, [question], actor.at);
    await endEscalation(tx, dossier.id, questionRef(question.id), actor.at);
    const running = await setClock(tx, dossier, actor.at);
    await record(tx, deps.ledger, running, actor, 'question-dropped', { question: question.id });
    return running;
  },
  { alone: true },
);

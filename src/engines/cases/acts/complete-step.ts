import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { OutcomeUnknown } from '../errors.ts';
import { askFees } from '../fees/ask.ts';
import { taskKind } from '../process/new-task.ts';
import { isProposal } from '../process/refusal-ref.ts';
import { refuseFallen, signingsBetween } from '../results/fallen.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { endStep, type StepEnd } from './end-step.ts';
import { record } from './record.ts';
import { optionalText } from './written.ts';

/**
 * An official ends a step of the process with an outcome; the process moves on. Of a task that is only to be read (an answer, a
 * warning, a message of the process) it is noted that it was.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such task, or it is not of this dossier |
 * | TASK_DONE | someone else has done it meanwhile |
 * | TASK_SUSPENDED | the clock stands still |
 * | ACT_NOT_ALLOWED_NOW | the dossier's status does not allow work on it |
 * | OUTCOME_UNKNOWN, OUTCOME_TOO_LONG, PROCESS_STUCK | the process cannot go on with it |
 * | FACTS_WRONG | a fact that the step asks for is missing or not of its kind |
 * | RESULT_BASIS_FALLEN | it would put before who signs what rests on a result that holds no more |
 * | CLAIM_UNDECIDED | an exemption is claimed, and nobody has decided about it |
 * | FEE_NOT_SET | a fee is asked for after this step, and nobody has said how much |
 * | REASON_TOO_LONG | the note has more than 4,000 characters |
 */
export const completeStep = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger' | 'templates'>,
    input: StepEnd & { note?: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const note = optionalText(input.note ?? '');
    const { dossier, task, procedure, foreseen, goOn } = await endStep(tx, deps.ledger, input, actor);
    // What was only to be read moves nothing; a question is answered, a proposal confirmed or sent back, not done.
    const kind = taskKind(task);
    if (kind === 'question' || isProposal(task)) throw OutcomeUnknown({ element: task.elementId });
    if (kind === 'notice') {
      await record(tx, deps.ledger, dossier, actor, 'notice-read', {
        task: task.id,
        element: task.elementId,
      });
      return dossier;
    }
    if (deps.templates.some(t => t.procedure === dossier.procedureCode && t.restsOn?.length)) {
      const signings = signingsBetween(procedure, dossier.processState, foreseen());
      await refuseFallen(tx, deps, dossier, signings, actor.at);
    }
    const next = await goOn(dossier, 'process');
    await record(
      tx,
      deps.ledger,
      next,
      actor,
      'step-done',
      { task: task.id, element: task.elementId, outcome: input.outcome },
      { ...(note && { note }), ...(input.facts && { facts: input.facts }) },
    );
    return askFees(tx, deps, procedure.version, next, task.elementId, actor);
  },
);

import { nextNumber } from '#engines/numbering';
import { DECLINE, mayStillReach, type Node } from '#engines/processes';
import { localParts } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { NothingElseIssued } from '../errors.ts';
import { returnedOnline } from '../hand-over/returned-online.ts';
import { hasResult } from '../read/dossier.ts';
import { issuerOf } from '../results/issuer.ts';
import { refuseOwnAppraisal } from '../results/own-appraisal.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { endStep, type StepEnd } from './end-step.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { writtenReason } from './written.ts';

const isSigning = (node: Node): boolean => node.act === 'sign';

/**
 * One of the agencies that issue a result each does not issue its own, in writing and with the reason (form 03, in the agency's own book);
 * the others go on. Whoever answers for the step decides it instead of signing. With the last of them the dossier is completed, as with
 * the last signature.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOTHING_ELSE_ISSUED | there is no other result, issued or to come: then the dossier as a whole is not settled (`refuse`) |
 * | ReasonMissing, ReasonTooLong, TextUnprintable | of the reason |
 * | NOT_FOUND, TASK_DONE, TASK_SUSPENDED, ACT_NOT_ALLOWED_NOW, OUTCOME_UNKNOWN, NO_RESULT_TEMPLATE, NO_AGENCY | as a signature; so is SIGNED_OWN_APPRAISAL |
 */
export const declineResult = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger' | 'templates' | 'wording'>,
    input: Omit<StepEnd, 'outcome' | 'facts'> & { reason: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    const step = await endStep(tx, deps.ledger, { ...input, outcome: DECLINE }, actor);
    const { dossier, task, procedure } = step;
    await refuseOwnAppraisal(tx, dossier, task, actor);
    const more = mayStillReach(procedure.graph, step.foreseen(), isSigning);
    if (!more && !(await hasResult(tx, dossier.id))) throw NothingElseIssued({ code: dossier.code });
    const { template, agencyId: issuer } = await issuerOf(tx, deps, dossier, task, actor.at);
    const { year } = localParts(actor.at);
    const number = await nextNumber(tx, { agencyId: issuer, kind: 'refusal', period: String(year) });
    const moved = await move(tx, dossier, more ? 'issue-part' : 'issue-result', actor.at);
    await record(
      tx,
      deps.ledger,
      moved,
      actor,
      'result-declined',
      {
        task: task.id,
        element: task.elementId,
        resultKind: template.kind,
        title: template.title,
        number: `${number}/${year}`,
        issuer,
      },
      { reason },
    );
    const next = await step.goOn(moved);
    if (next.status === 'returned') await returnedOnline(tx, deps, next, actor);
    return next;
  },
);

import { nextNumber } from '#engines/numbering';
import { cancelObligations } from '#engines/payments';
import { cancelTasks } from '#engines/work';
import { localParts } from '#platform/clock';
import type { Tx } from '#platform/db';
import { type Bringing, broughtEntry, writeBrought } from '../at-counter/brought.ts';
import { setClock } from '../deadlines/clock.ts';
import type { CaseDeps } from '../deps.ts';
import { subjectOf } from '../fees/follow.ts';
import { keepNewPaper } from '../hand-over/new-paper.ts';
import { loadProcedure } from '../process/load.ts';
import { halt } from '../process/run.ts';
import { dropQuestions, tellEnded } from '../questions/close.ts';
import { openQuestions, type Question } from '../questions/question.ts';
import { lockDossier } from '../read/dossier.ts';
import { refuseOwnEnding } from '../results/own-appraisal.ts';
import { slipAgency } from '../slips/slip-agency.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { openProposal } from './propose-refusal.ts';
import { record } from './record.ts';
import { type Act, move } from './status.ts';
import { tellSigners } from './tell-signers.ts';
import { screenText, writtenReason } from './written.ts';

/**
 * Ends a dossier before its process has: open steps and timers go, an open pause ends here, nothing more is to be paid; what was signed before and
 * asked for on paper is handed over by a step of its own. `stood`: whether its clock
 * stood still until then, so that nothing was due; `unanswered`: what nobody has to answer any more (`tellEnded`, after the entry of the end itself).
 */
async function close(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  dossierId: string,
  act: Act,
  actor: Actor,
): Promise<{ dossier: Dossier; stood: boolean; unanswered: Question[] }> {
  const before = await lockDossier(tx, dossierId);
  const dossier = await move(tx, before, act, actor.at);
  await cancelTasks(tx, dossier.id, actor.at, actor.accountId);
  await tx.run('DELETE FROM cases.timer WHERE dossier_id = $1', [dossier.id]);
  const unanswered = await openQuestions(tx, dossier.id);
  await dropQuestions(tx, unanswered, actor.at);
  const still = await setClock(tx, dossier, actor.at);
  await cancelObligations(tx, deps.ledger, subjectOf(dossier), actor);
  const ctx = { tx, procedure: await loadProcedure(tx, still), at: actor.at, ledger: deps.ledger };
  const ended = await halt(ctx, still, act);
  await keepNewPaper(tx, ended, actor.at);
  return { dossier: ended, stood: before.paused !== null, unanswered };
}

const otherIssuer = (issuer: string, { agencyId }: Dossier) => (issuer === agencyId ? {} : { issuer });

/**
 * The office refuses the dossier, in writing and with the reason (form 03): its reception, or, once it was taken in hand, to settle it
 * (`declined`), by who decides, where an official proposed it (`proposeRefusal`) or of himself.
 * Throws ReasonMissing, ReasonTooLong, ActNotAllowedNow, EndedOwnAppraisal.
 */
export const refuse = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; reason: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    const proposed = await openProposal(tx, deps.ledger, input.dossierId);
    const before = await lockDossier(tx, input.dossierId);
    await refuseOwnEnding(tx, before, 'refuse', actor, proposed?.by);
    const { dossier, stood, unanswered } = await close(tx, deps, input.dossierId, 'refuse', actor);
    // Reception is refused by the office that receives, whoever decides later.
    const issuer = dossier.status === 'refused' ? dossier.receivedBy : await slipAgency(tx, dossier, actor);
    const { year } = localParts(actor.at);
    const number = await nextNumber(tx, {
      agencyId: issuer,
      kind: 'refusal',
      period: String(year),
    });
    const said = {
      stood,
      number: `${number}/${year}`,
      ...(proposed ? { proposal: proposed.task.id } : {}),
      ...otherIssuer(issuer, dossier),
    };
    await record(tx, deps.ledger, dossier, actor, 'refused', said, { reason });
    await tellEnded(tx, deps.ledger, dossier, unanswered, actor.at);
    return dossier;
  },
  { ends: true },
);

/**
 * The office stops handling the dossier, in writing and with the reason (form 05): what was asked for never came, the matter is
 * settled elsewhere, its object is gone. Throws ReasonMissing, ReasonTooLong, ActNotAllowedNow, EndedOwnAppraisal.
 */
export const stopProcessing = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; reason: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    await refuseOwnEnding(tx, await lockDossier(tx, input.dossierId), 'stop', actor);
    const { dossier, stood, unanswered } = await close(tx, deps, input.dossierId, 'stop', actor);
    const { year } = localParts(actor.at);
    // The office that receives stops what its applicant lets lie in its own name, as it refuses reception: its clerk signs for no committee.
    const receives = actor.agencyId === dossier.receivedBy;
    const issuer = receives ? dossier.receivedBy : await slipAgency(tx, dossier, actor);
    const number = await nextNumber(tx, { agencyId: issuer, kind: 'stop', period: String(year) });
    const said = { stood, number: `${number}/${year}`, ...otherIssuer(issuer, dossier) };
    await record(tx, deps.ledger, dossier, actor, 'stopped', said, { reason });
    await tellEnded(tx, deps.ledger, dossier, unanswered, actor.at);
    return dossier;
  },
  { ends: true },
);

/**
 * The applicant takes the dossier back, or asks at a counter that it be taken back (`bringing`: who came with the signed request).
 * Throws ActNotAllowedNow once a result is there, ReasonTooLong.
 */
export const withdraw = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; reason: string; bringing?: Bringing },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = screenText(input.reason);
    const { dossier, stood, unanswered } = await close(tx, deps, input.dossierId, 'withdraw', actor);
    const { body, personal } = broughtEntry(input.bringing);
    const said = { ...(reason ? { reason } : {}), ...personal };
    const entry = await record(tx, deps.ledger, dossier, actor, 'withdrawn', { ...body, stood }, said);
    await tellEnded(tx, deps.ledger, dossier, unanswered, actor.at);
    await tellSigners(tx, dossier, actor.at);
    await writeBrought(tx, { dossier, kind: 'withdrawal', entryId: entry.id }, input.bringing, actor);
    return dossier;
  },
);

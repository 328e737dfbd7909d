import type { Act } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { draftDigest } from '../draft/digest.ts';
import { ProcedureNotProposed, ProcedureOwnWork, ProcedureReasonMissing } from '../errors.ts';
import { lockDraft } from '../store/lock.ts';
import { publishVersion } from '../store/publish.ts';
import { record } from '../store/record.ts';
import type { ProcedureVersion } from '../types.ts';
import { openProposal, type Proposal } from './proposal.ts';

/** The draft and its open proposal, for somebody who has written nothing of it. The procedure is locked. */
async function toDecide(
  tx: Tx,
  versionId: string,
  act: Act,
): Promise<{ draft: ProcedureVersion; open: Proposal }> {
  const draft = await lockDraft(tx, versionId);
  const open = await openProposal(tx, versionId);
  // What was asked for is what is decided about: nobody can have changed it since.
  if (!open || open.sha256 !== (await draftDigest(tx, draft)))
    throw ProcedureNotProposed({ code: draft.code });
  if (open.proposedBy === act.actor || draft.authors.includes(act.actor)) throw ProcedureOwnWork();
  return { draft, open };
}

const close = (tx: Tx, open: Proposal, state: 'approved' | 'rejected', act: Act, reason: string | null) =>
  tx.run(
    `UPDATE procedures.proposal SET state = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1`,
    [open.id, state, act.actor, act.at, reason],
  );

/**
 * Approves what was proposed and publishes it from `from`, or the day that was asked for; from today, where that is over.
 * Refusals: as `propose` and `publishVersion`, and
 *
 * | refusal | when |
 * | --- | --- |
 * | PROCEDURE_NOT_PROPOSED | nothing waits for a decision |
 * | PROCEDURE_OWN_WORK | whoever decides has written or proposed it |
 */
export async function approve(tx: Tx, versionId: string, act: Act, from?: string): Promise<ProcedureVersion> {
  const { draft, open } = await toDecide(tx, versionId, act);
  const [day = open.from] = [from ?? open.from, localDate(act.at)].sort().reverse();
  await close(tx, open, 'approved', act, null);
  await record(tx, act, 'approved', `procedure:${draft.procedureId}`, {
    version: draft.id,
    number: draft.number,
    sha256: open.sha256,
  });
  return publishVersion(tx, versionId, day, act);
}

/** Sends a proposal back with the reason; the draft can be edited again. Throws as `approve`, and PROCEDURE_REASON_MISSING. */
export async function reject(tx: Tx, versionId: string, reason: string, act: Act): Promise<void> {
  const text = reason.trim();
  if (!text || text.length > 2000) throw ProcedureReasonMissing();
  const { draft, open } = await toDecide(tx, versionId, act);
  await close(tx, open, 'rejected', act, text);
  await record(tx, act, 'rejected', `procedure:${draft.procedureId}`, {
    version: draft.id,
    number: draft.number,
    sha256: open.sha256,
  });
}

import type { Act } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { draftDigest } from '../draft/digest.ts';
import { draftFaults } from '../draft/faults.ts';
import {
  ProcedureFromPast,
  ProcedureIncomplete,
  ProcedureNotProposed,
  ProcedureProposed,
} from '../errors.ts';
import { lockDraft } from '../store/lock.ts';
import { refuseEarlier } from '../store/publish.ts';
import { record } from '../store/record.ts';
import type { ProcedureVersion } from '../types.ts';
import { openProposal, type Proposal } from './proposal.ts';

/**
 * Asks for a draft to be published from a day. Until somebody else has decided, the draft does not change.
 *
 * | refusal | when |
 * | --- | --- |
 * | PROCEDURE_PUBLISHED | it is a draft no longer |
 * | PROCEDURE_PROPOSED | it waits for a decision already |
 * | PROCEDURE_INCOMPLETE | something is missing or faulty; details: what |
 * | PROCEDURE_FROM_PAST | the day is over |
 * | PROCEDURE_FROM_TOO_EARLY | another version begins later, or on that day and that is not today |
 */
export async function propose(
  tx: Tx,
  versionId: string,
  wish: { from: string; note?: string },
  act: Act,
): Promise<Proposal> {
  const draft = await lockDraft(tx, versionId);
  if (await openProposal(tx, versionId)) throw ProcedureProposed({ code: draft.code });
  const faults = await draftFaults(tx, draft);
  if (faults.length) throw ProcedureIncomplete({ code: draft.code }, faults);
  if (wish.from < localDate(act.at)) throw ProcedureFromPast();
  await refuseEarlier(tx, draft, wish.from, localDate(act.at));
  return insertProposal(tx, draft, wish, act);
}

/** Writes a proposal of a draft that is complete and whose procedure is locked. */
export async function insertProposal(
  tx: Tx,
  draft: Pick<ProcedureVersion, 'id' | 'procedureId' | 'number' | 'contentSha256'>,
  wish: { from: string; note?: string; batch?: string },
  act: Act,
): Promise<Proposal> {
  const sha256 = await draftDigest(tx, draft);
  await tx.run(
    `INSERT INTO procedures.proposal (id, version_id, from_day, note, sha256, batch, proposed_by, proposed_at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open')`,
    [newId(), draft.id, wish.from, wish.note || null, sha256, wish.batch ?? null, act.actor, act.at],
  );
  await record(tx, act, 'proposed', `procedure:${draft.procedureId}`, {
    version: draft.id,
    number: draft.number,
    sha256,
    from: wish.from,
  });
  const made = await openProposal(tx, draft.id);
  if (!made) throw new Error('the proposal that was written is not there');
  return made;
}

/** Takes a proposal back, so that the draft can be edited again. Throws PROCEDURE_NOT_PROPOSED when none is open. */
export async function takeBack(tx: Tx, versionId: string, act: Act): Promise<void> {
  const draft = await lockDraft(tx, versionId);
  const open = await openProposal(tx, versionId);
  if (!open) throw ProcedureNotProposed({ code: draft.code });
  await tx.run(
    `UPDATE procedures.proposal SET state = 'taken-back', decided_by = $2, decided_at = $3 WHERE id = $1`,
    [open.id, act.actor, act.at],
  );
  await record(tx, act, 'proposal-taken-back', `procedure:${draft.procedureId}`, {
    version: draft.id,
    number: draft.number,
    sha256: open.sha256,
  });
}

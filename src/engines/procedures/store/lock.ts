import type { Queryable, Tx } from '#platform/db';
import { openProposal } from '../approval/proposal.ts';
import { ProcedureProposed, ProcedurePublished } from '../errors.ts';
import type { ProcedureVersion } from '../types.ts';
import { getProcedureVersion } from './read.ts';

/** Locks the procedure of this code; its versions change only under the lock. Undefined when there is none. */
export const lockProcedure = (q: Queryable, code: string): Promise<{ id: string } | undefined> =>
  q.maybe<{ id: string }>('SELECT id FROM procedures.procedure WHERE code = $1 FOR UPDATE', [code]);

/** The draft, with its procedure locked. Throws PROCEDURE_PUBLISHED when it is a draft no longer. */
export async function lockDraft(tx: Tx, versionId: string): Promise<ProcedureVersion> {
  const { code } = await getProcedureVersion(tx, versionId);
  await lockProcedure(tx, code);
  // Read again: someone may have published it before the lock was given.
  const draft = await getProcedureVersion(tx, versionId);
  if (draft.status !== 'draft') throw ProcedurePublished({ code });
  return draft;
}

/** As `lockDraft`, for a change of it. Throws PROCEDURE_PROPOSED too: what waits for a decision stays as it was proposed. */
export async function lockEditable(tx: Tx, versionId: string): Promise<ProcedureVersion> {
  const draft = await lockDraft(tx, versionId);
  if (await openProposal(tx, versionId)) throw ProcedureProposed({ code: draft.code });
  return draft;
}

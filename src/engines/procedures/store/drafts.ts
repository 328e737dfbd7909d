import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { ProcedureDraftChanged, ProcedureHasDraft, ProcedurePublished } from '../errors.ts';
import { checkCode, checkContent } from '../schema.ts';
import type { ProcedureContent, ProcedureVersion } from '../types.ts';
import { findDraftVersion, getProcedureVersion, lockProcedure } from './read.ts';
import { record } from './record.ts';
import { ensureProcedure, insertDraft, replaceDraft } from './write.ts';

/**
 * Begins a draft of the procedure `code`, which is made when it is new.
 * Throws PROCEDURE_UNREADABLE for a wrong code or content, PROCEDURE_HAS_DRAFT when there is one.
 */
export async function createDraft(
  tx: Tx,
  code: string,
  content: ProcedureContent,
  act: Act,
): Promise<ProcedureVersion> {
  checkCode(code);
  checkContent(content);
  const procedureId = await ensureProcedure(tx, code, act.at);
  if (await findDraftVersion(tx, code)) throw ProcedureHasDraft({ code });
  const { id, number, sha256 } = await insertDraft(tx, { code, procedureId }, content, act);
  await record(tx, act, 'draft-created', `procedure:${procedureId}`, { version: id, number, sha256, code });
  return getProcedureVersion(tx, id);
}

/**
 * Changes a draft. `readSha256` is the `contentSha256` that the editor began with.
 * Throws PROCEDURE_DRAFT_CHANGED when someone else has changed it since, PROCEDURE_PUBLISHED when it is a draft no longer.
 */
export async function updateDraft(
  tx: Tx,
  versionId: string,
  content: ProcedureContent,
  readSha256: string,
  act: Act,
): Promise<ProcedureVersion> {
  checkContent(content);
  const draft = await lockDraft(tx, versionId);
  if (draft.contentSha256 !== readSha256) throw ProcedureDraftChanged({ code: draft.code });
  const { number, sha256 } = await replaceDraft(tx, { code: draft.code, versionId }, content);
  if (sha256 !== readSha256) {
    await record(tx, act, 'draft-updated', `procedure:${draft.procedureId}`, {
      version: versionId,
      number,
      sha256,
    });
  }
  return getProcedureVersion(tx, versionId);
}

/** Throws a draft away. Throws PROCEDURE_PUBLISHED when it is a draft no longer. */
export async function discardDraft(tx: Tx, versionId: string, act: Act): Promise<void> {
  const draft = await lockDraft(tx, versionId);
  await tx.run('DELETE FROM procedures.procedure_version WHERE id = $1', [versionId]);
  await record(tx, act, 'draft-discarded', `procedure:${draft.procedureId}`, {
    version: versionId,
    number: draft.number,
    sha256: draft.contentSha256,
  });
}

/** The draft, with its procedure locked. */
export async function lockDraft(tx: Tx, versionId: string): Promise<ProcedureVersion> {
  const { code } = await getProcedureVersion(tx, versionId);
  await lockProcedure(tx, code);
  // Read again: someone may have published it before the lock was given.
  const draft = await getProcedureVersion(tx, versionId);
  if (draft.status !== 'draft') throw ProcedurePublished({ code });
  return draft;
}

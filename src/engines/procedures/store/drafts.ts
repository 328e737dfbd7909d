import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { digest, tidyContent } from '../content.ts';
import { addRevision, headOf, lastSave } from '../draft/parts.ts';
import { ProcedureDraftChanged, ProcedureHasDraft } from '../errors.ts';
import { checkCode, checkContent } from '../schema.ts';
import { contentOf, type ProcedureContent, type ProcedureVersion } from '../types.ts';
import { lockEditable } from './lock.ts';
import { findDraftVersion, getProcedureVersion } from './read.ts';
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
 * Changes the legal part of a draft. `readSha256` is the `contentSha256` that the editor began with. What was there before
 * is kept as a revision. The same content again changes nothing.
 * Throws PROCEDURE_DRAFT_CHANGED when someone else has changed it since (details: that save), PROCEDURE_PUBLISHED when it
 * is a draft no longer, PROCEDURE_PROPOSED while it waits for a decision.
 */
export async function updateDraft(
  tx: Tx,
  versionId: string,
  content: ProcedureContent,
  readSha256: string,
  act: Act,
): Promise<ProcedureVersion> {
  checkContent(content);
  const draft = await lockEditable(tx, versionId);
  if (digest(tidyContent(content)) === draft.contentSha256) return draft;
  const last = await lastSave(tx, versionId, 'legal');
  if (draft.contentSha256 !== readSha256)
    throw ProcedureDraftChanged({ code: draft.code }, last && headOf(last));
  const { number, sha256 } = await replaceDraft(tx, { code: draft.code, versionId }, content, act.actor);
  const keep = (version: ProcedureVersion, by: Act) =>
    addRevision(tx, draft, 'legal', JSON.stringify(contentOf(version)), { ...by, automatic: false });
  if (!last) await keep(draft, { ...act, actor: draft.createdBy, at: draft.createdAt });
  const changed = await getProcedureVersion(tx, versionId);
  await keep(changed, act);
  await record(tx, act, 'draft-updated', `procedure:${draft.procedureId}`, {
    version: versionId,
    number,
    sha256,
  });
  return changed;
}

/** Throws a draft away. Throws PROCEDURE_PUBLISHED when it is a draft no longer, PROCEDURE_PROPOSED while it waits for a decision. */
export async function discardDraft(tx: Tx, versionId: string, act: Act): Promise<void> {
  const draft = await lockEditable(tx, versionId);
  await tx.run('DELETE FROM procedures.draft_revision WHERE version_id = $1', [versionId]);
  await tx.run('DELETE FROM procedures.proposal WHERE version_id = $1', [versionId]);
  await tx.run('DELETE FROM procedures.procedure_version WHERE id = $1', [versionId]);
  await record(tx, act, 'draft-discarded', `procedure:${draft.procedureId}`, {
    version: versionId,
    number: draft.number,
    sha256: draft.contentSha256,
  });
}

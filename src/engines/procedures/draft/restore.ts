import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { ProcedureDraftChanged } from '../errors.ts';
import { updateDraft } from '../store/drafts.ts';
import { lockEditable } from '../store/lock.ts';
import { processFile } from '../store/processes.ts';
import type { ProcedureContent, ProcedureVersion } from '../types.ts';
import { sourceOf } from './form.ts';
import { type DraftPart, getRevision, headOf, lastSave, savePart } from './parts.ts';
import { formOfVersion } from './standard.ts';

/**
 * Goes back to an earlier save of a part (0: to how the draft began), by saving it again, so that this too can be taken
 * back. Throws as `savePart` does, and PROCEDURE_REVISION_NOT_FOUND.
 */
export async function restoreRevision(
  tx: Tx,
  from: { versionId: string; part: DraftPart; revision: number },
  readRevision: number,
  act: Act,
): Promise<void> {
  const { versionId, part, revision } = from;
  const draft = await lockEditable(tx, versionId);
  const content =
    revision === 0 && part !== 'legal'
      ? await beginningOf(tx, draft, part)
      : (await getRevision(tx, versionId, part, revision)).content;
  if (part !== 'legal') {
    await savePart(tx, { versionId, part }, content, readRevision, act);
    return;
  }
  const last = await lastSave(tx, versionId, part);
  if (last?.revision !== readRevision)
    throw ProcedureDraftChanged({ code: draft.code }, last && headOf(last));
  const legal = JSON.parse(content ?? '{}') as ProcedureContent;
  await updateDraft(tx, versionId, legal, draft.contentSha256, act);
}

async function beginningOf(
  tx: Tx,
  draft: ProcedureVersion,
  part: 'form' | 'process' | 'result',
): Promise<string | null> {
  if (part === 'form') {
    if (!draft.form) return null;
    const { sha256: _, ...definition } = await formOfVersion(tx, draft);
    return sourceOf(definition);
  }
  if (part === 'result') return draft.resultTemplate ? sourceOf(draft.resultTemplate) : null;
  return draft.process ? processFile(tx, draft.process) : null;
}

import { createHash } from 'node:crypto';
import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { formatNumber } from '#ui';
import { ProcedureDraftChanged, ProcedureRevisionNotFound, ProcedureTextTooLong } from '../errors.ts';
import { lockEditable } from '../store/lock.ts';
import { record } from '../store/record.ts';
import { addAuthor } from '../store/write.ts';
import type { ProcedureVersion } from '../types.ts';

/** What of a draft is edited, saved and taken back on its own. */
export type DraftPart = 'legal' | 'form' | 'process' | 'result';

/** One save of a part. */
export type Revision = {
  /** 1, 2, 3 … within the part. */
  revision: number;
  sha256: string;
  automatic: boolean;
  /** Account. */
  savedBy: string;
  savedAt: Date;
};
export type SavedContent = Revision & { content: string | null };

export type SaveOptions = {
  /** Saved by the editor while somebody types: of several in a row only the last is kept. */
  automatic?: boolean;
};

/** As many saves of a part are kept to go back to. */
const MOST_KEPT = 50;
const MOST_BYTES = 2_000_000;

const COLUMNS = `revision, sha256, automatic, saved_by AS "savedBy", saved_at AS "savedAt"`;
const WHERE = 'FROM procedures.draft_revision WHERE version_id = $1 AND part = $2';

const digest = (content: string | null) =>
  createHash('sha256')
    .update(content ?? '')
    .digest('hex');

/** The last save of a part; undefined when nobody has saved it in this draft. */
export const lastSave = (
  q: Queryable,
  versionId: string,
  part: DraftPart,
): Promise<SavedContent | undefined> =>
  q.maybe<SavedContent>(`SELECT content, ${COLUMNS} ${WHERE} ORDER BY revision DESC LIMIT 1`, [
    versionId,
    part,
  ]);

/** The save `at`, or the last one; undefined for how the draft began. */
export const saveAt = async (
  q: Queryable,
  versionId: string,
  part: DraftPart,
  at: number | undefined,
): Promise<SavedContent | undefined> => {
  if (at === undefined) return lastSave(q, versionId, part);
  return at === 0 ? undefined : getRevision(q, versionId, part, at);
};

/** The saves of a part, the newest first. */
export const listRevisions = (q: Queryable, versionId: string, part: DraftPart): Promise<Revision[]> =>
  q.query<Revision>(`SELECT ${COLUMNS} ${WHERE} ORDER BY revision DESC`, [versionId, part]);

/** A save without what was saved. */
export const headOf = ({ content: _, ...head }: SavedContent): Revision => head;

/** One save with what was saved. Throws PROCEDURE_REVISION_NOT_FOUND: it never was, or is kept no longer. */
export async function getRevision(
  q: Queryable,
  versionId: string,
  part: DraftPart,
  revision: number,
): Promise<SavedContent> {
  const found = await q.maybe<SavedContent>(`SELECT content, ${COLUMNS} ${WHERE} AND revision = $3`, [
    versionId,
    part,
    revision,
  ]);
  if (!found) throw ProcedureRevisionNotFound({ revision });
  return found;
}

/**
 * Saves a part of a draft as its next revision. `readRevision` is the one that the editor began with, 0 when there was
 * none. The same content again is the save that it was, whoever sends it: an editor may send a save twice.
 *
 * | refusal | when |
 * | --- | --- |
 * | PROCEDURE_PUBLISHED | it is a draft no longer |
 * | PROCEDURE_PROPOSED | it waits for a decision |
 * | PROCEDURE_DRAFT_CHANGED | someone has saved since `readRevision`; details: that save |
 * | PROCEDURE_UNREADABLE | more than 2 MB |
 */
export async function savePart(
  tx: Tx,
  to: { versionId: string; part: Exclude<DraftPart, 'legal'> },
  content: string | null,
  readRevision: number,
  act: Act,
  options: SaveOptions = {},
): Promise<SavedContent> {
  const draft = await lockEditable(tx, to.versionId);
  const last = await lastSave(tx, to.versionId, to.part);
  // PostgreSQL keeps no U+0000 in text.
  const text = content?.toWellFormed().replaceAll('\0', '') ?? null;
  if (last && last.content === text) return last;
  if ((last?.revision ?? 0) !== readRevision) {
    throw ProcedureDraftChanged({ code: draft.code }, last && headOf(last));
  }
  return addRevision(tx, draft, to.part, text, { ...act, automatic: options.automatic ?? false });
}

/** Writes the next revision of a part, of a draft whose procedure is locked. */
export async function addRevision(
  tx: Tx,
  draft: Pick<ProcedureVersion, 'id' | 'procedureId' | 'number'>,
  part: DraftPart,
  content: string | null,
  act: Act & { automatic: boolean },
): Promise<SavedContent> {
  const bytes = content === null ? 0 : Buffer.byteLength(content);
  if (bytes > MOST_BYTES) {
    const megabytes = (n: number) => formatNumber(Math.ceil(n / 100_000) / 10, { decimals: 1 });
    throw ProcedureTextTooLong({ size: megabytes(bytes), limit: megabytes(MOST_BYTES) });
  }
  const last = await lastSave(tx, draft.id, part);
  const saved: SavedContent = {
    revision: (last?.revision ?? 0) + 1,
    content,
    sha256: digest(content),
    automatic: act.automatic,
    savedBy: act.actor,
    savedAt: act.at,
  };
  await tx.run(
    `INSERT INTO procedures.draft_revision (version_id, part, revision, content, sha256, automatic, saved_by, saved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [draft.id, part, saved.revision, content, saved.sha256, saved.automatic, saved.savedBy, saved.savedAt],
  );
  const replaced = last?.automatic && act.automatic && last.savedBy === act.actor ? last.revision : 0;
  await tx.run(
    `DELETE FROM procedures.draft_revision WHERE version_id = $1 AND part = $2 AND (revision = $3 OR revision <= $4)`,
    [draft.id, part, replaced, saved.revision - MOST_KEPT],
  );
  await addAuthor(tx, draft.id, act.actor);
  if (part !== 'legal') {
    await record(tx, act, 'draft-part-saved', `procedure:${draft.procedureId}`, {
      version: draft.id,
      number: draft.number,
      part,
      revision: saved.revision,
      sha256: saved.sha256,
    });
  }
  return saved;
}

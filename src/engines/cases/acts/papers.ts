import { newId, type Tx } from '#platform/db';

/** A file that was stored before, and what it is of the dossier. */
export type NewPaper = {
  field: string;
  name: string;
  sha256: string;
  filename: string;
  mediaType: string;
  size: number;
  /** Code of the earlier dossier that it was taken from. */
  reusedFrom?: string;
};

/**
 * Adds papers to a locked dossier. With `replace`, a paper takes the place of the live ones of the same field, which stay
 * and point to it.
 */
export async function addPapers(
  tx: Tx,
  dossierId: string,
  papers: readonly NewPaper[],
  at: Date,
  options: { replace?: boolean } = {},
): Promise<Array<NewPaper & { id: string }>> {
  const added: Array<NewPaper & { id: string }> = [];
  for (const paper of papers) {
    const id = newId();
    await tx.run(
      `INSERT INTO cases.paper (id, dossier_id, field, name, sha256, filename, media_type, size, received_at, reused_from)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        dossierId,
        paper.field,
        paper.name,
        paper.sha256,
        paper.filename,
        paper.mediaType,
        paper.size,
        at,
        paper.reusedFrom ?? null,
      ],
    );
    if (options.replace) {
      await tx.run(
        `UPDATE cases.paper SET replaced_by = $3
         WHERE dossier_id = $1 AND field = $2 AND replaced_by IS NULL AND undone_at IS NULL AND received_at < $4 AND id <> $3`,
        [dossierId, paper.field, id, at],
      );
    }
    added.push({ ...paper, id });
  }
  return added;
}

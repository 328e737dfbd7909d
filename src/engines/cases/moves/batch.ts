import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { isUuid } from '../read/uuid.ts';
import type { Dossier } from '../types.ts';

/** Many dossiers of one version that are moved together, or moved back. */
export type VersionBatch = {
  id: string;
  procedureId: string;
  fromVersion: string;
  toVersion: string;
  reason: string;
  state: 'proposed' | 'rejected' | 'running' | 'stopped' | 'done';
  /** Its dossiers are being moved back, or have been. */
  undoing: boolean;
  askedBy: string;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decidedPost: string | null;
  decidedAgency: string | null;
  refusal: string | null;
  undoneBy: string | null;
  undoneAt: Date | null;
  undonePost: string | null;
  undoneAgency: string | null;
  endedAt: Date | null;
};

/** One dossier of a batch: `left` and `kept` say why it could not be moved, or moved back. */
export type BatchItem = {
  dossierId: string;
  code: string;
  agencyId: string;
  state: 'waiting' | 'moved' | 'left' | 'back' | 'kept';
  error: string | null;
  params: Record<string, string | number> | null;
  at: Date | null;
};

export type BatchCounts = Record<BatchItem['state'], number> & { all: number };

const COLUMNS = `id, procedure_id AS "procedureId", from_version AS "fromVersion", to_version AS "toVersion", reason, state, undoing,
  asked_by AS "askedBy", asked_at AS "askedAt", decided_by AS "decidedBy", decided_at AS "decidedAt",
  decided_post AS "decidedPost", decided_agency AS "decidedAgency", refusal, undone_by AS "undoneBy", undone_at AS "undoneAt",
  undone_post AS "undonePost", undone_agency AS "undoneAgency", ended_at AS "endedAt"`;

/** The batch with this id, if there is one. */
export const findMoves = async (q: Queryable, id: string): Promise<VersionBatch | undefined> =>
  isUuid(id)
    ? q.maybe<VersionBatch>(`SELECT ${COLUMNS} FROM cases.version_batch WHERE id = $1`, [id])
    : undefined;

/** The batch, locked until the transaction ends. Throws NotFound. */
export async function lockMoves(tx: Tx, id: string): Promise<VersionBatch> {
  const batch = isUuid(id)
    ? await tx.maybe<VersionBatch>(`SELECT ${COLUMNS} FROM cases.version_batch WHERE id = $1 FOR UPDATE`, [
        id,
      ])
    : undefined;
  if (!batch) throw NotFound();
  return batch;
}

/** The batches of a procedure, the newest first. */
export const listMoves = (q: Queryable, procedureId: string): Promise<VersionBatch[]> =>
  q.query<VersionBatch>(
    `SELECT ${COLUMNS} FROM cases.version_batch WHERE procedure_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 50`,
    [procedureId],
  );

/** What waits for a decision, of all procedures, the oldest first. */
export const listAskedMoves = (
  q: Queryable,
): Promise<
  Array<Pick<VersionBatch, 'id' | 'askedBy' | 'askedAt'> & { code: string; name: string; dossiers: number }>
> =>
  q.query(
    `SELECT b.id, b.asked_by AS "askedBy", b.asked_at AS "askedAt", p.code, v.name,
       (SELECT count(*)::int FROM cases.version_batch_item i WHERE i.batch_id = b.id) AS dossiers
     FROM cases.version_batch b JOIN procedures.procedure p ON p.id = b.procedure_id
     JOIN procedures.procedure_version v ON v.id = b.to_version WHERE b.state = 'proposed' ORDER BY b.asked_at, b.id`,
  );

/** How many dossiers of a batch stand how. */
export async function countMoves(q: Queryable, batchId: string): Promise<BatchCounts> {
  const counts: BatchCounts = { all: 0, waiting: 0, moved: 0, left: 0, back: 0, kept: 0 };
  const rows = await q.query<{ state: BatchItem['state']; n: number }>(
    'SELECT state, count(*)::int AS n FROM cases.version_batch_item WHERE batch_id = $1 GROUP BY state',
    [batchId],
  );
  for (const { state, n } of rows) {
    counts[state] = n;
    counts.all += n;
  }
  return counts;
}

/** Dossiers of a batch, those that could not be moved first. */
export const listMoveItems = (
  q: Queryable,
  batchId: string,
  page: { limit: number; offset: number },
): Promise<BatchItem[]> =>
  q.query<BatchItem>(
    `SELECT i.dossier_id AS "dossierId", d.code, d.agency_id AS "agencyId", i.state, i.error, i.params, i.at
     FROM cases.version_batch_item i JOIN cases.dossier d ON d.id = i.dossier_id
     WHERE i.batch_id = $1 ORDER BY i.state NOT IN ('left', 'kept'), i.dossier_id LIMIT $2 OFFSET $3`,
    [batchId, page.limit, page.offset],
  );

/** How many dossiers run on each version. */
export async function countRunning(
  q: Queryable,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await q.query<{ id: string; n: number }>(
    `SELECT procedure_version_id AS id, count(*)::int AS n FROM cases.dossier
     WHERE procedure_version_id = ANY ($1::uuid[]) AND closed_at IS NULL GROUP BY procedure_version_id`,
    [versionIds],
  );
  return new Map(rows.map(r => [r.id, r.n]));
}

/** How many people are still filling in a form of a version: what they send runs on it. */
export const countDrafts = async (q: Queryable, versionId: string, now: Date): Promise<number> =>
  (
    await q.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM cases.draft
       WHERE procedure_version_id = $1 AND dossier_id IS NULL AND expires_at > $2`,
      [versionId, now],
    )
  ).n;

/** Dossiers that run on a version, the oldest first: their ids. */
export const listRunning = async (
  q: Queryable,
  versionId: string,
  page: { limit: number; offset: number },
): Promise<string[]> =>
  (
    await q.query<Pick<Dossier, 'id'>>(
      `SELECT id FROM cases.dossier WHERE procedure_version_id = $1 AND closed_at IS NULL ORDER BY id LIMIT $2 OFFSET $3`,
      [versionId, page.limit, page.offset],
    )
  ).map(r => r.id);

/** Moves of dossiers between versions that somebody, or the dropping of their job, has stopped: of which procedure, and how many dossiers wait. */
export const listStoppedMoves = (
  q: Queryable,
): Promise<Array<{ id: string; code: string; name: string; waiting: number }>> =>
  q.query(
    `SELECT b.id, p.code, v.name,
       (SELECT count(*)::int FROM cases.version_batch_item i
        WHERE i.batch_id = b.id AND i.state = CASE WHEN b.undoing THEN 'moved' ELSE 'waiting' END) AS waiting
     FROM cases.version_batch b JOIN procedures.procedure p ON p.id = b.procedure_id JOIN procedures.procedure_version v ON v.id = b.to_version
     WHERE b.state = 'stopped' ORDER BY b.id LIMIT 50`,
  );

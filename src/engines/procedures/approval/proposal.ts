import type { Queryable } from '#platform/db';

/** A draft that somebody asks to have published, and what came of it. */
export type Proposal = {
  id: string;
  versionId: string;
  /** The first day in force that is asked for, `YYYY-MM-DD`. */
  from: string;
  note: string | null;
  /** Of everything in the draft. */
  sha256: string;
  /** Of an imported list: those of the same batch are decided about together. */
  batch: string | null;
  proposedBy: string;
  proposedAt: Date;
  state: 'open' | 'approved' | 'rejected' | 'taken-back';
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
};

const COLUMNS = `p.id, p.version_id AS "versionId", p.from_day AS from, p.note, p.sha256, p.batch, p.proposed_by AS "proposedBy",
  p.proposed_at AS "proposedAt", p.state, p.decided_by AS "decidedBy", p.decided_at AS "decidedAt", p.reason`;

/** What was asked for a version last, if anything was. */
export const lastProposal = (q: Queryable, versionId: string): Promise<Proposal | undefined> =>
  q.maybe<Proposal>(
    `SELECT ${COLUMNS} FROM procedures.proposal p WHERE p.version_id = $1 ORDER BY p.proposed_at DESC, p.id DESC LIMIT 1`,
    [versionId],
  );

/** The proposal of a version that waits for a decision. */
export const openProposal = (q: Queryable, versionId: string): Promise<Proposal | undefined> =>
  q.maybe<Proposal>(
    `SELECT ${COLUMNS} FROM procedures.proposal p WHERE p.version_id = $1 AND p.state = 'open'`,
    [versionId],
  );

export type WaitingProposal = Proposal & { code: string; name: string; number: number };

/** What waits for a decision, the oldest first: single drafts, or those of one batch. `total` counts those of all pages. */
export async function listProposals(
  q: Queryable,
  { batch = null, limit = 50, offset = 0 }: { batch?: string | null; limit?: number; offset?: number } = {},
): Promise<{ rows: WaitingProposal[]; total: number }> {
  const where = `FROM procedures.proposal p JOIN procedures.procedure_version v ON v.id = p.version_id
    JOIN procedures.procedure c ON c.id = v.procedure_id WHERE p.state = 'open' AND p.batch IS NOT DISTINCT FROM $1`;
  const { total } = await q.one<{ total: number }>(`SELECT count(*) AS total ${where}`, [batch]);
  const rows = await q.query<WaitingProposal>(
    `SELECT ${COLUMNS}, c.code, v.name, v.number ${where} ORDER BY p.proposed_at, p.id LIMIT $2 OFFSET $3`,
    [batch, limit, offset],
  );
  return { rows, total };
}

/** How many drafts wait for a decision that this person may take: of which nothing was written or proposed by the person. */
export async function countToDecide(q: Queryable, accountId: string): Promise<number> {
  const { n } = await q.one<{ n: number }>(
    `SELECT count(*)::int AS n FROM procedures.proposal p JOIN procedures.procedure_version v ON v.id = p.version_id
     WHERE p.state = 'open' AND p.proposed_by <> $1 AND NOT v.authors @> ARRAY[$1]`,
    [accountId],
  );
  return n;
}

export type Batch = { id: string; count: number; from: string; proposedBy: string; proposedAt: Date };

/** Imported lists of which something waits for a decision, the oldest first. */
export const listBatches = (q: Queryable): Promise<Batch[]> =>
  q.query<Batch>(
    `SELECT batch AS id, count(*) AS count, min(from_day) AS from, min(proposed_by) AS "proposedBy",
       min(proposed_at) AS "proposedAt"
     FROM procedures.proposal WHERE state = 'open' AND batch IS NOT NULL GROUP BY batch ORDER BY min(proposed_at)`,
  );

import { newId, type Queryable, type Tx } from '#platform/db';

export type Incident = {
  id: string;
  dossierId: string;
  elementId: string;
  token: number | null;
  reason: 'service-failed' | 'process-stuck' | 'ended-without-result';
  /** In technical words. */
  error: string;
  /** The call of a service that failed: what to do again. */
  job: { service: string; params: Record<string, unknown> } | null;
  openedAt: Date;
  settledAt: Date | null;
};

const COLUMNS = `id, dossier_id AS "dossierId", element_id AS "elementId", token, reason, error, job, opened_at AS "openedAt",
  settled_at AS "settledAt"`;

/** Notes that a process waits for people. The same trouble at the same place is one incident until it is settled. */
export async function openIncident(
  tx: Tx,
  incident: Pick<Incident, 'dossierId' | 'elementId' | 'token' | 'reason' | 'error'> & {
    job?: Incident['job'];
  },
  at: Date,
): Promise<void> {
  const { dossierId, elementId, token, reason, error, job } = incident;
  await tx.run(
    `INSERT INTO cases.incident (id, dossier_id, element_id, token, reason, error, job, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [newId(), dossierId, elementId, token, reason, error.slice(0, 500), job ? JSON.stringify(job) : null, at],
  );
}

/** Settles what is open at a token of the process; all of the dossier when `token` is not given. */
export const settleIncidents = (tx: Tx, dossierId: string, at: Date, token?: number): Promise<number> =>
  tx.run(
    `UPDATE cases.incident SET settled_at = greatest($2, opened_at)
     WHERE dossier_id = $1 AND settled_at IS NULL AND ($3::int IS NULL OR token = $3)`,
    [dossierId, at, token ?? null],
  );

/** What went wrong in a dossier's process, the newest first; what is settled too. */
export const listIncidents = (q: Queryable, dossierId: string): Promise<Incident[]> =>
  q.query(`SELECT ${COLUMNS} FROM cases.incident WHERE dossier_id = $1 ORDER BY opened_at DESC, id DESC`, [
    dossierId,
  ]);

/** Everything that waits for people to mend it, the oldest first. */
export const openIncidents = (q: Queryable, limit = 100): Promise<Incident[]> =>
  q.query(`SELECT ${COLUMNS} FROM cases.incident WHERE settled_at IS NULL ORDER BY opened_at, id LIMIT $1`, [
    limit,
  ]);

import { newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { lockDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Dossier } from '../types.ts';

export type Incident = {
  id: string;
  dossierId: string;
  elementId: string;
  token: number | null;
  reason: 'service-failed' | 'process-stuck' | 'ended-without-result' | 'no-agency' | 'join-starved';
  /** In technical words. */
  error: string;
  /** The call of a service that failed: what to do again. */
  job: { service: string; params: Record<string, unknown> } | null;
  openedAt: Date;
  /** When it went wrong last; and when somebody last let it run again. */
  failedAt: Date;
  retriedAt: Date | null;
  settledAt: Date | null;
};

export const INCIDENT = `i.id, i.dossier_id AS "dossierId", i.element_id AS "elementId", i.token, i.reason, i.error, i.job,
  i.opened_at AS "openedAt", i.failed_at AS "failedAt", i.retried_at AS "retriedAt", i.settled_at AS "settledAt"`;

/** Notes that a process waits for people. The same trouble at the same place is one incident until it is settled: it failed again. */
export async function openIncident(
  tx: Tx,
  incident: Pick<Incident, 'dossierId' | 'elementId' | 'token' | 'reason' | 'error'> & {
    job?: Incident['job'];
  },
  at: Date,
): Promise<void> {
  const { dossierId, elementId, token, reason, error, job } = incident;
  await tx.run(
    `INSERT INTO cases.incident AS i (id, dossier_id, element_id, token, reason, error, job, opened_at, failed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     ON CONFLICT (dossier_id, element_id, coalesce(token, 0)) WHERE settled_at IS NULL DO UPDATE
       SET reason = EXCLUDED.reason, error = EXCLUDED.error, job = EXCLUDED.job,
         failed_at = greatest(i.failed_at, EXCLUDED.failed_at)`,
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

/** Settles that a dossier had come to where no branch could meet another. */
export const settleStarved = (tx: Tx, dossierId: string, at: Date): Promise<number> =>
  tx.run(
    `UPDATE cases.incident SET settled_at = greatest($2, opened_at)
     WHERE dossier_id = $1 AND settled_at IS NULL AND reason = 'join-starved'`,
    [dossierId, at],
  );

/** What went wrong in a dossier's process, the newest first; what is settled too. */
export const listIncidents = (q: Queryable, dossierId: string): Promise<Incident[]> =>
  q.query(
    `SELECT ${INCIDENT} FROM cases.incident i WHERE i.dossier_id = $1 ORDER BY i.opened_at DESC, i.id DESC`,
    [dossierId],
  );

/** An incident with its dossier, which is locked until the transaction ends. Throws NotFound. */
export async function lockIncident(tx: Tx, id: string): Promise<{ incident: Incident; dossier: Dossier }> {
  const find = () => tx.maybe<Incident>(`SELECT ${INCIDENT} FROM cases.incident i WHERE i.id = $1`, [id]);
  const seen = isUuid(id) ? await find() : undefined;
  if (!seen) throw NotFound();
  const dossier = await lockDossier(tx, seen.dossierId);
  // As it is now that nobody else can move the dossier.
  return { incident: (await find()) ?? seen, dossier };
}

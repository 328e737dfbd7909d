import type { Queryable } from '#platform/db';

/** Since when the clocks of dossiers stand, by id; those whose clock runs are left out. One query. */
export async function pausedSince(
  q: Queryable,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (!dossierIds.length) return new Map();
  const rows = await q.query<{ id: string; since: Date }>(
    `SELECT dossier_id AS id, max(lower(span)) AS since FROM cases.pause
     WHERE dossier_id = ANY ($1::uuid[]) AND upper_inf(span) GROUP BY dossier_id`,
    [[...new Set(dossierIds)]],
  );
  return new Map(rows.map(row => [row.id, row.since]));
}

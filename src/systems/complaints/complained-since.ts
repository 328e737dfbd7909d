import type { ActedOn } from '#engines/cases';
import type { Queryable } from '#platform/db';

/** Whether somebody has complained about a dossier since a moment: what he complains about is not taken back any more. */
export async function complainedSince(
  q: Queryable,
  dossierId: string,
  since: Date,
): Promise<ActedOn | undefined> {
  const found = await q.maybe<{ at: Date }>(
    `SELECT received_at AS at FROM complaints.complaint WHERE dossier_id = $1 AND received_at >= $2
     ORDER BY received_at LIMIT 1`,
    [dossierId, since],
  );
  return found && { at: found.at, what: 'complaints.acted-on' };
}

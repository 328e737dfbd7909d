import type { ActedOn } from '#engines/cases';
import type { Queryable } from '#platform/db';

/** Whether a dossier was rated since a moment: what it was rated for is not taken back any more. */
export async function ratedSince(q: Queryable, dossierId: string, since: Date): Promise<ActedOn | undefined> {
  const rated = await q.maybe<{ at: Date }>(
    'SELECT rated_at AS at FROM ratings.rating WHERE dossier_id = $1 AND rated_at >= $2',
    [dossierId, since],
  );
  return rated && { at: rated.at, what: 'ratings.acted-on' };
}

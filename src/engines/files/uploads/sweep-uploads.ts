import type { Queryable } from '#platform/db';
import type { Partials } from './partial.ts';

const HOUR_MS = 3_600_000;

/**
 * Forgets uploads that were not finished, or not named by a form, in time; and pieces on the disk that belong to no upload. A piece is
 * left for an hour, because its row may not have been committed when this looked. Returns the number of each.
 */
export async function sweepUploads(
  q: Queryable,
  partials: Partials,
  now: Date,
): Promise<{ uploads: number; pieces: number }> {
  const uploads = await q.run('DELETE FROM files.upload WHERE expires_at <= $1', [now]);
  const there = (await partials.list()).filter(p => now.getTime() - p.changedAt.getTime() > HOUR_MS);
  const known = await q.query<{ id: string }>('SELECT id::text FROM files.upload WHERE id::text = ANY($1)', [
    there.map(p => p.id),
  ]);
  const ids = new Set(known.map(k => k.id));
  const stray = there.filter(p => !ids.has(p.id));
  for (const { id } of stray) await partials.remove(id).catch(() => undefined);
  return { uploads, pieces: stray.length };
}

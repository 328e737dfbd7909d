import { agencyPath, postsAble } from '#engines/identity';
import type { Queryable } from '#platform/db';

/**
 * Whether anybody of an agency, or of one above it, could answer what it is asked about dossiers of a field: a post through which that is done (the right
 * of the task, `openQuestion`) is held by somebody on the day of `at`. Where nobody could, an answer comes on paper or not at all.
 */
export async function mayAnswer(
  q: Queryable,
  agencyId: string,
  field: string | null,
  at: Date,
): Promise<boolean> {
  const path = await agencyPath(q, agencyId, at);
  const posts = await postsAble(q, 'dossier.process', path, at, field ?? undefined);
  return posts.some(post => post.holders.length > 0);
}

import { givePost, holdingsOfPost } from '#engines/identity';
import { type Act, createPost, listPosts } from '#engines/organisation';
import type { Tx } from '#platform/db';

export type Placing = {
  agencyId: string;
  titleVi: string;
  titleEn: string;
  roles: readonly string[];
  /** First day, `YYYY-MM-DD`. */
  from: string;
};

const sameRoles = (a: readonly string[], b: readonly string[]) =>
  [...a].sort().join() === [...b].sort().join();

/** Puts an official into a post of the agency: one of the same title and roles that is free from the day on, else a new one. */
export async function placeOfficial(tx: Tx, accountId: string, placing: Placing, act: Act): Promise<void> {
  const { agencyId, titleVi, titleEn, from } = placing;
  const roles = [...placing.roles];
  let postId: string | undefined;
  for (const post of await listPosts(tx, agencyId, from)) {
    if (post.titleVi !== titleVi || !sameRoles(post.roles, roles)) continue;
    const taken = (await holdingsOfPost(tx, post.id)).some(h => h.to === null || h.to > from);
    if (!taken) postId ??= post.id;
  }
  postId ??= (await createPost(tx, { agencyId, titleVi, titleEn, roles, from }, act)).id;
  await givePost(tx, { postId, accountId, from }, act);
}

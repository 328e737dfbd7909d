import { postIdsHeldBy, postsHeldBy } from '#engines/identity';
import { findPost } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import type { Actor } from '../types.ts';

/**
 * As what somebody signs through a post, e.g. `Chủ tịch Ủy ban nhân dân`. Where he does not hold that post, its rights were delegated to
 * him, and he does not become what its holder is: a deputy signs as one, for the head (`signerLines`); anybody else by the holder's
 * delegation, `TUQ. Chủ tịch Ủy ban nhân dân`, with his own title on a second line (Decree 30/2020/NĐ-CP, article 13 and annex I,
 * part II, item 7). Empty where there is no post.
 */
export async function titleOf(
  q: Queryable,
  { accountId, postId }: Pick<Actor, 'accountId' | 'postId'>,
  at: Date,
): Promise<string> {
  if (!postId) return '';
  const day = localDate(at);
  const post = await findPost(q, postId, day);
  if (!post) return '';
  const held = await postsHeldBy(q, accountId, day);
  const own = held.find(p => p.agencyId === post.agencyId) ?? held[0];
  if (!own || held.some(p => p.postId === postId)) return post.titleVi;
  return isDeputy(own.titleVi) ? own.titleVi : `TUQ. ${post.titleVi}\n${own.titleVi}`;
}

/**
 * The post whose rights were delegated to somebody, by its title, where he acts through one that he does not hold; undefined where it is his
 * own, or there is none.
 */
export async function standsInFor(
  q: Queryable,
  { accountId, postId }: Pick<Actor, 'accountId' | 'postId'>,
  at: Date,
): Promise<string | undefined> {
  if (!postId) return undefined;
  const day = localDate(at);
  const held = await postsHeldBy(q, accountId, day);
  return held.some(p => p.postId === postId) ? undefined : (await findPost(q, postId, day))?.titleVi;
}

/** Whether a right to sign was delegated to the visitor. */
export async function isStandIn(q: Queryable, visitor: Visitor, at: Date): Promise<boolean> {
  const held = await postIdsHeldBy(q, [visitor.accountId], localDate(at));
  const rights = visitor.grants.filter(g => g.permission === 'dossier.sign');
  return rights.some(g => !g.postId || !held.includes(g.postId));
}

const isDeputy = (title: string): boolean => title.toUpperCase().startsWith('PHÓ ');

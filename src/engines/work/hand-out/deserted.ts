import { holdersOfPosts, postIdsHeldBy } from '#engines/identity';
import { localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { backFrom } from './absence.ts';
import { passedOn } from './candidates.ts';

/**
 * The posts at which nobody is on the day of `at`: all who hold them are away, and nobody acts for them. `back`: the beginning of the day on which the
 * first of them is there again.
 */
export async function desertedPosts(q: Queryable, at: Date): Promise<Array<{ postId: string; back: Date }>> {
  const date = localDate(at);
  const away = await backFrom(q, date);
  if (!away.size) return [];
  const posts = await postIdsHeldBy(q, [...away.keys()], date);
  const holders = Map.groupBy(await holdersOfPosts(q, posts, date), h => h.postId);
  const delegated = await passedOn(q, posts, at);
  return [...holders].flatMap(([postId, people]) => {
    const days = people.map(h => away.get(h.accountId));
    if (delegated.has(postId) || days.some(day => day === undefined)) return [];
    const [first = date] = (days as string[]).toSorted();
    return [{ postId, back: localInstant(first) }];
  });
}

/** Who holds a post at which nobody is on the day of `at`, and the first local day on which each is there again; none of a post that is not deserted. */
export async function awayHolders(
  q: Queryable,
  postId: string,
  at: Date,
): Promise<Array<{ name: string; back: string }>> {
  if (!(await desertedPosts(q, at)).some(post => post.postId === postId)) return [];
  const date = localDate(at);
  const away = await backFrom(q, date);
  return (await holdersOfPosts(q, [postId], date)).flatMap(({ accountId, name }) => {
    const back = away.get(accountId);
    return back ? [{ name, back }] : [];
  });
}

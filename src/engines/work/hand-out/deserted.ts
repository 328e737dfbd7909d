import { holdersOfPosts, postIdsHeldBy } from '#engines/identity';
import { localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { backFrom } from './absence.ts';
import { standIns } from './stand-ins.ts';

/** A post at which nobody is. `back`: the beginning of the day on which one is there again; `covered`: rights for which somebody acts for it meanwhile. */
export type Deserted = { postId: string; back: Date; covered: string[] };

/** The posts whose holders are all away on the day of `at`. */
export async function desertedPosts(q: Queryable, at: Date): Promise<Deserted[]> {
  const date = localDate(at);
  const away = await backFrom(q, date);
  if (!away.size) return [];
  const posts = await postIdsHeldBy(q, [...away.keys()], date);
  const holders = Map.groupBy(await holdersOfPosts(q, posts, date), h => h.postId);
  const acting = Map.groupBy(await standIns(q, posts, at), s => s.postId);
  return [...holders].flatMap(([postId, people]) => {
    const days = people.map(h => away.get(h.accountId));
    if (days.some(day => day === undefined)) return [];
    const [first = date] = (days as string[]).toSorted();
    const covered = (acting.get(postId) ?? []).map(s => s.permission);
    return [{ postId, back: localInstant(first), covered }];
  });
}

/** Those of these posts at which nobody is who could do a step that needs this right. */
export const desertedFor = (deserted: readonly Deserted[], permission: string): ReadonlySet<string> =>
  new Set(deserted.flatMap(d => (d.covered.includes(permission) ? [] : [d.postId])));

/**
 * Who holds the post with which a step lies, where nobody is on the day of `at` who could do it, and the first local day on which each is
 * there again; none where somebody is.
 */
export async function awayHolders(
  q: Queryable,
  { postId, permission }: { postId: string; permission: string },
  at: Date,
): Promise<Array<{ name: string; back: string }>> {
  if (!desertedFor(await desertedPosts(q, at), permission).has(postId)) return [];
  const date = localDate(at);
  const away = await backFrom(q, date);
  return (await holdersOfPosts(q, [postId], date)).flatMap(({ accountId, name }) => {
    const back = away.get(accountId);
    return back ? [{ name, back }] : [];
  });
}

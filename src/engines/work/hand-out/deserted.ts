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

/** Who holds a post at which nobody is, and the first local day on which he is there again. */
export type Away = { name: string; back: string };

/**
 * Those of these posts at which nobody is on the day of `at` who could do a step that needs this right: who holds each, and when he is there
 * again.
 */
export async function awayAt(
  q: Queryable,
  { postIds, permission }: { postIds: readonly string[]; permission: string },
  at: Date,
): Promise<ReadonlyMap<string, Away[]>> {
  const deserted = desertedFor(await desertedPosts(q, at), permission);
  return holdersAway(
    q,
    postIds.filter(id => deserted.has(id)),
    localDate(at),
  );
}

async function holdersAway(
  q: Queryable,
  postIds: readonly string[],
  date: string,
): Promise<ReadonlyMap<string, Away[]>> {
  if (!postIds.length) return new Map();
  const away = await backFrom(q, date);
  const posts = new Map<string, Away[]>();
  for (const { postId, accountId, name } of await holdersOfPosts(q, [...postIds], date)) {
    const back = away.get(accountId);
    if (back) posts.set(postId, [...(posts.get(postId) ?? []), { name, back }]);
  }
  return posts;
}

/**
 * Who holds the post with which a step lies, where nobody is on the day of `at` who could do it, and the first local day on which each is
 * there again; none where somebody is.
 */
export const awayHolders = async (
  q: Queryable,
  { postId, permission }: { postId: string; permission: string },
  at: Date,
): Promise<Away[]> => (await awayAt(q, { postIds: [postId], permission }, at)).get(postId) ?? [];

/**
 * Of steps that are to be given to a post how many nobody there could do in time: nobody is there, nor acts for it in them, before they are due. What is late
 * already, or due at no time, is among them.
 */
export async function awayPastDue(
  q: Queryable,
  { postId, steps }: { postId: string; steps: ReadonlyArray<{ permission: string; dueAt: Date | null }> },
  at: Date,
): Promise<{ away: Away[]; steps: number }> {
  const post = (await desertedPosts(q, at)).find(d => d.postId === postId);
  const late = steps.filter(
    s => post && !post.covered.includes(s.permission) && !(s.dueAt && s.dueAt > at && s.dueAt > post.back),
  );
  const away = late.length ? (await holdersAway(q, [postId], localDate(at))).get(postId) : undefined;
  return { away: away ?? [], steps: late.length };
}

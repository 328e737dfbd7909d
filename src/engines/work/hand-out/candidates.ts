import { type ANY_FIELD, agencyPath, postsAble } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { awayOn } from './absence.ts';
import { standIns } from './stand-ins.ts';

/** A post that may do a step, and why nobody there can be given it now. */
export type Candidate = {
  postId: string;
  titleVi: string;
  titleEn: string;
  /** Accounts of who holds it, and their names. */
  holders: string[];
  names: string[];
  /** `away`: who holds it is away, and nobody who is there acts for it; `delegated`: somebody else acts for it in such steps. */
  state: 'there' | 'away' | 'delegated';
};

/**
 * Everybody to whom a step of an agency may be given on the day of `at`: posts that may do it and are held by somebody. `field`: the step's; null: it
 * has none, so who may do steps of some fields only is not among them.
 */
export async function candidatesFor(
  q: Queryable,
  {
    agencyId,
    permission,
    field,
  }: { agencyId: string; permission: string; field: string | typeof ANY_FIELD | null },
  at: Date,
): Promise<Candidate[]> {
  const path = await agencyPath(q, agencyId, at);
  const posts = (await postsAble(q, permission, path, at, field ?? undefined)).filter(
    p => p.holders.length > 0,
  );
  if (!posts.length) return [];
  const [acting, away] = await Promise.all([
    standIns(
      q,
      posts.map(p => p.postId),
      at,
    ),
    awayOn(
      q,
      posts.flatMap(p => p.holders.map(h => h.accountId)),
      localDate(at),
    ),
  ]);
  const delegated = new Set(acting.flatMap(s => (s.permission === permission ? [s.postId] : [])));
  return posts.map(({ postId, titleVi, titleEn, holders }) => ({
    postId,
    titleVi,
    titleEn,
    holders: holders.map(h => h.accountId),
    names: holders.map(h => h.name),
    state: delegated.has(postId) ? 'delegated' : holders.every(h => away.has(h.accountId)) ? 'away' : 'there',
  }));
}

import { agencyPath, listDelegations, postsAble } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { awayOn } from './absence.ts';

/** A post that may do a step, and why nobody there can be given it now. */
export type Candidate = {
  postId: string;
  titleVi: string;
  titleEn: string;
  /** Accounts of who holds it, and their names. */
  holders: string[];
  names: string[];
  /** `away`: who holds it is away, and has passed it on to nobody; `delegated`: somebody else acts for it. */
  state: 'there' | 'away' | 'delegated';
};

/** Those of these posts that are passed on to others on the day of `at`. */
export async function passedOn(
  q: Queryable,
  postIds: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const date = localDate(at);
  const all = await listDelegations(q, postIds);
  return new Set(
    all
      .filter(d => d.from <= date && d.to > date && (d.revokedAt === null || d.revokedAt > at))
      .map(d => d.fromPostId),
  );
}

/** Everybody to whom a step of an agency may be given on the day of `at`: posts that may do it and are held by somebody. */
export async function candidatesFor(
  q: Queryable,
  { agencyId, permission, field }: { agencyId: string; permission: string; field: string | null },
  at: Date,
): Promise<Candidate[]> {
  const path = await agencyPath(q, agencyId, at);
  const posts = (await postsAble(q, permission, path, at, field ?? undefined)).filter(
    p => p.holders.length > 0,
  );
  if (!posts.length) return [];
  const [delegated, away] = await Promise.all([
    passedOn(
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
  return posts.map(({ postId, titleVi, titleEn, holders }) => ({
    postId,
    titleVi,
    titleEn,
    holders: holders.map(h => h.accountId),
    names: holders.map(h => h.name),
    state: delegated.has(postId) ? 'delegated' : holders.every(h => away.has(h.accountId)) ? 'away' : 'there',
  }));
}

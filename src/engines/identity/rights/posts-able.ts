import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type Holding, holdersOfPosts } from '../holdings/holders.ts';
import { decide } from './decide.ts';

/** A post through which something may be done at an agency, and who holds it. */
export type AblePost = {
  postId: string;
  /** The post's own agency, which need not be the one asked about. */
  agencyId: string;
  titleVi: string;
  titleEn: string;
  holders: Holding[];
};

/** Asks for posts that may do something in any field at all, if only in some. */
export const ANY_FIELD = Symbol('any field');

type Row = Omit<AblePost, 'holders'> & {
  reaches: string;
  below: boolean;
  fields: readonly string[] | null;
};

/**
 * The posts through which `permission` is held at an agency on the day of `at`: whom a task may be given to. `path`: the
 * agency, then those above it, the nearest first. `field`: code of the field in which it is to be done; without it only posts that may in
 * all fields are there. Vacant posts are there, without a holder.
 */
export async function postsAble(
  q: Queryable,
  permission: string,
  path: readonly string[],
  at: Date,
  field?: string | typeof ANY_FIELD,
): Promise<AblePost[]> {
  const date = localDate(at);
  const rows = await q.query<Row>(
    `SELECT p.id AS "postId", p.agency_id AS "agencyId", p.title_vi AS "titleVi", p.title_en AS "titleEn",
       coalesce(s.agency_id, p.agency_id) AS reaches, coalesce(s.below, false) OR $1 = ANY (r.below) AS below, s.fields
     FROM organisation.post p JOIN identity.role r ON r.id = ANY (p.roles) AND $1 = ANY (r.permissions) AND r.ended_at IS NULL
     LEFT JOIN identity.role_scope s ON s.post_id = p.id AND s.role_id = r.id
     WHERE p.valid @> $3::date AND coalesce(s.agency_id, p.agency_id) = ANY ($2::uuid[])
     ORDER BY p.title_vi, p.id`,
    [permission, path, date],
  );
  const able = new Map<string, Omit<AblePost, 'holders'>>();
  for (const { reaches, below, fields, ...post } of rows) {
    const grant = { permission, agencyId: reaches, below, postId: post.postId, fields };
    const may =
      field === ANY_FIELD
        ? decide([{ ...grant, fields: null }], permission, path)
        : decide([grant], permission, path, field);
    if (may) able.set(post.postId, post);
  }
  const holders = await holdersOfPosts(q, [...able.keys()], date);
  return [...able.values()].map(post => ({
    ...post,
    holders: holders.filter(h => h.postId === post.postId),
  }));
}

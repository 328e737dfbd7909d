import { localDate } from '#platform/clock';
import { newId, type Queryable, type Tx } from '#platform/db';
import { tidy } from '#platform/text';
import { getAgency } from './agencies.ts';
import { appendEntry } from './dated/entry.ts';
import { PostNotFound, shownDay, UnitPeriodWrong } from './errors.ts';
import type { Act, Post } from './types.ts';

const LIST = `id, agency_id AS "agencyId", title_vi AS "titleVi", title_en AS "titleEn", roles,
  lower(valid) AS "from", upper(valid) AS "to"`;

/** The post, if it is there on `date`. */
export const findPost = (q: Queryable, id: string, date: string) =>
  q.maybe<Post>(`SELECT ${LIST} FROM organisation.post WHERE id = $1::uuid AND valid @> $2::date`, [
    id,
    date,
  ]);

/** The post on whatever days it is there: also one that was closed, or is to come. */
export const findPostOfAnyDay = (q: Queryable, id: string) =>
  q.maybe<Post>(`SELECT ${LIST} FROM organisation.post WHERE id = $1::uuid`, [id]);

/** As `findPost`. Throws POST_NOT_FOUND. */
export async function getPost(q: Queryable, id: string, date: string): Promise<Post> {
  const post = await findPost(q, id, date);
  if (!post) throw PostNotFound({ date: shownDay(date) });
  return post;
}

/** The posts of an agency on `date`, in the order in which they were made. */
export const listPosts = (q: Queryable, agencyId: string, date: string) =>
  q.query<Post>(
    `SELECT ${LIST} FROM organisation.post WHERE agency_id = $1::uuid AND valid @> $2::date ORDER BY id`,
    [agencyId, date],
  );

/** A new post in an agency that is there on day `from`. Throws AGENCY_NOT_FOUND, UNIT_PERIOD_WRONG. */
export async function createPost(
  tx: Tx,
  input: {
    agencyId: string;
    titleVi: string;
    titleEn: string;
    roles: string[];
    from: string;
    to?: string | null;
  },
  act: Act,
): Promise<Post> {
  const { agencyId, titleVi, titleEn, roles, from, to = null } = input;
  // Not while the agency's version of that day is being called off.
  await tx.query('SELECT FROM organisation.agency WHERE id = $1::uuid FOR KEY SHARE', [agencyId]);
  await getAgency(tx, agencyId, from);
  if (to !== null && to <= from) throw UnitPeriodWrong({ from: shownDay(from), to: shownDay(to) });
  const post: Post = {
    id: newId(),
    agencyId,
    titleVi: tidy(titleVi),
    titleEn: tidy(titleEn),
    roles,
    from,
    to,
  };
  await tx.run(
    `INSERT INTO organisation.post (id, agency_id, title_vi, title_en, roles, valid)
     VALUES ($1, $2, $3, $4, $5, daterange($6::date, $7::date))`,
    [post.id, agencyId, post.titleVi, post.titleEn, roles, from, to],
  );
  const { id: _, ...body } = post;
  await appendEntry(tx, act, 'organisation.post-created', `post:${post.id}`, body);
  return post;
}

async function lockPost(tx: Tx, id: string, act: Act): Promise<Post> {
  const post = await tx.maybe<Post>(`SELECT ${LIST} FROM organisation.post WHERE id = $1::uuid FOR UPDATE`, [
    id,
  ]);
  if (!post) throw PostNotFound({ date: shownDay(localDate(act.at)) });
  return post;
}

/** Puts a post's titles or roles right, as if it had always been so; what is already so changes nothing. Throws POST_NOT_FOUND. */
export async function correctPost(
  tx: Tx,
  id: string,
  said: Partial<Pick<Post, 'titleVi' | 'titleEn' | 'roles'>>,
  act: Act,
): Promise<Post> {
  const before = await lockPost(tx, id, act);
  const after = { ...before, ...said };
  after.titleVi = tidy(after.titleVi);
  after.titleEn = tidy(after.titleEn);
  const changes: typeof said = {};
  if (after.titleVi !== before.titleVi) changes.titleVi = after.titleVi;
  if (after.titleEn !== before.titleEn) changes.titleEn = after.titleEn;
  if (after.roles.join() !== before.roles.join()) changes.roles = after.roles;
  if (!Object.keys(changes).length) return before;
  await tx.run('UPDATE organisation.post SET title_vi = $2, title_en = $3, roles = $4 WHERE id = $1::uuid', [
    id,
    after.titleVi,
    after.titleEn,
    after.roles,
  ]);
  await appendEntry(tx, act, 'organisation.post-corrected', `post:${id}`, { changes });
  return after;
}

/** The post is no more from day `on`; closing it twice for the same day changes nothing. */
export async function closePost(tx: Tx, id: string, on: string, act: Act): Promise<void> {
  const post = await lockPost(tx, id, act);
  if (post.to === on) return;
  if (post.from >= on || (post.to !== null && post.to < on))
    throw UnitPeriodWrong({ from: shownDay(post.from), to: shownDay(on) });
  await tx.run('UPDATE organisation.post SET valid = daterange(lower(valid), $2::date) WHERE id = $1::uuid', [
    id,
    on,
  ]);
  await appendEntry(tx, act, 'organisation.post-closed', `post:${id}`, { on });
}

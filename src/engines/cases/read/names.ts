import { closedDelegates, NOBODY } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { isUuid } from './uuid.ts';

/** Names of those who act, by id: accounts, and programs by their token; `system` and what is gone have none. One query. */
export async function accountNames(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await q.query<{ id: string; name: string }>(
    `SELECT id, name FROM identity.account WHERE id = ANY ($1::uuid[])
     UNION ALL SELECT id, name FROM identity.api_token WHERE id = ANY ($1::uuid[])`,
    [[...new Set(ids)].filter(isUuid)],
  );
  return new Map(rows.map(r => [r.id, r.name]));
}

/** Whose matter something was done in: his account, and the name that it was handed in under where it was. */
type Whose = { accountId: string | null; name?: string };

/**
 * As `accountNames`, of those who acted in somebody's matter. Who has closed his account since is called as he was there: the person himself by the
 * name that it was handed in under, who acted for him by the one that his mandate keeps.
 */
export async function namesThen(
  q: Queryable,
  ids: readonly string[],
  { accountId, name: own }: Whose,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map(await accountNames(q, ids));
  const closed = [...names].flatMap(([id, name]) => (name === NOBODY ? [id] : []));
  if (!closed.length || !accountId) return names;
  const given = await closedDelegates(q, accountId, closed);
  for (const id of closed) {
    const name = id === accountId ? own : given.get(id);
    if (name) names.set(id, name);
  }
  return names;
}

type Moment = { agencyId: string | null; at: Date };

/** Names of agencies as they were called at each of `moments`. One query. */
export async function agencyNames(
  q: Queryable,
  moments: readonly Moment[],
): Promise<(agencyId: string | null, at: Date) => string | null> {
  const asked = moments.flatMap(m => (m.agencyId ? [{ id: m.agencyId, date: localDate(m.at) }] : []));
  const rows = await q.query<{ id: string; date: string; name: string }>(
    `SELECT DISTINCT a.id, a.date, v.name FROM unnest($1::uuid[], $2::date[]) AS a (id, date)
     JOIN organisation.agency_version v ON v.agency_id = a.id AND v.valid @> a.date`,
    [asked.map(a => a.id), asked.map(a => a.date)],
  );
  const names = new Map(rows.map(r => [`${r.id} ${r.date}`, r.name]));
  return (agencyId, at) => (agencyId ? (names.get(`${agencyId} ${localDate(at)}`) ?? null) : null);
}

/**
 * Of those who acted through a post: the titles of the posts that they did not hold that day, and in which they acted by delegation, by
 * `account post day`.
 */
export async function delegatedPosts(
  q: Queryable,
  acts: ReadonlyArray<{ account: string; post: string; day: string }>,
): Promise<ReadonlyMap<string, string>> {
  if (!acts.length) return new Map();
  const rows = await q.query<{ account: string; post: string; day: string; title: string }>(
    `SELECT DISTINCT a.account, a.post, a.day::text AS day, p.title_vi AS title
       FROM jsonb_to_recordset($1::jsonb) AS a (account uuid, post uuid, day date) JOIN organisation.post p ON p.id = a.post
      WHERE NOT EXISTS (SELECT FROM identity.holding h WHERE h.account_id = a.account AND h.post_id = a.post AND h.valid @> a.day)`,
    [JSON.stringify(acts)],
  );
  return new Map(rows.map(r => [`${r.account} ${r.post} ${r.day}`, r.title]));
}

/** In which post somebody read: its title, and whether he was there by its holder's delegation. `post` null for a program. */
export type ReaderPost = { post: string | null; byDelegation: boolean };

/** Of each of these posts the agency that it belongs to: whoever reads for one agency sits in that of his post. One query, or none. */
export async function agenciesOfPosts(
  q: Queryable,
  ids: ReadonlyArray<string | null>,
): Promise<ReadonlyMap<string | null, string>> {
  const asked = [...new Set(ids.filter(id => id !== null))];
  if (!asked.length) return new Map();
  const rows = await q.query<{ id: string; agency: string }>(
    'SELECT id, agency_id AS agency FROM organisation.post WHERE id = ANY ($1::uuid[])',
    [asked],
  );
  return new Map(rows.map(r => [r.id, r.agency]));
}

/** Purpose of the reading of whoever acts in the name of the citizen whose dossier it is. */
export const BY_DELEGATE = 'delegate';

/** Of a reading by whoever acts in the citizen's name: who, by name, which the citizen knows; empty where it is gone. Null of all others. */
export async function delegateReaders(
  q: Queryable,
  readings: ReadonlyArray<{ actor: string; purpose: string }>,
  of: Whose,
): Promise<(reading: { actor: string; purpose: string }) => string | null> {
  const theirs = readings.filter(r => r.purpose === BY_DELEGATE);
  const names = theirs.length
    ? await namesThen(
        q,
        theirs.map(r => r.actor),
        of,
      )
    : new Map<string, string>();
  return ({ actor, purpose }) => (purpose === BY_DELEGATE ? (names.get(actor) ?? '') : null);
}

/** Of readings, the posts of those who read. */
export async function readerPosts(
  q: Queryable,
  readings: ReadonlyArray<{ actor: string; post: string | null; at: Date }>,
  lang: Lang = 'vi',
): Promise<(reading: { actor: string; post: string | null; at: Date }) => ReaderPost> {
  const posted = readings.flatMap(({ actor, post, at }) =>
    post ? [{ account: actor, post, day: localDate(at) }] : [],
  );
  const titles = await postTitles(
    q,
    posted.map(r => r.post),
    lang,
  );
  const delegated = await delegatedPosts(q, posted);
  return ({ actor, post, at }) => ({
    post: titles.get(post ?? '') ?? null,
    byDelegation: delegated.has(`${actor} ${post} ${localDate(at)}`),
  });
}

/** Titles of posts by id. No query where there are none to ask for. */
export async function postTitles(
  q: Queryable,
  ids: readonly string[],
  lang: Lang = 'vi',
): Promise<ReadonlyMap<string, string>> {
  if (!ids.length) return new Map();
  const rows = await q.query<{ id: string; title: string }>(
    `SELECT id, CASE $2 WHEN 'en' THEN title_en ELSE title_vi END AS title FROM organisation.post WHERE id = ANY ($1::uuid[])`,
    [[...new Set(ids)], lang],
  );
  return new Map(rows.map(r => [r.id, r.title]));
}

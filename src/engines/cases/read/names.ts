import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
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

/** Titles of posts by id, in Vietnamese. No query where there are none to ask for. */
export async function postTitles(q: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (!ids.length) return new Map();
  const rows = await q.query<{ id: string; title: string }>(
    'SELECT id, title_vi AS title FROM organisation.post WHERE id = ANY ($1::uuid[])',
    [[...new Set(ids)]],
  );
  return new Map(rows.map(r => [r.id, r.title]));
}

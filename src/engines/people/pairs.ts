import type { RegisterReach } from '#engines/cases';
import type { Queryable } from '#platform/db';

/** Two persons who may be one. */
export type Pair = { aId: string; bId: string; score: number };
type Page = { limit: number; offset: number };

/** Where somebody may look: agencies, and fields of procedures there. As `listRegister` has it. */
const reachText = (reach: readonly RegisterReach[]): string =>
  JSON.stringify(reach.map(r => ({ agency: r.agencyId, fields: r.fields, all: r.fields === null })));

/** That a person (`id`) is named by a dossier within `$1`. */
const seen = (
  id: string,
): string => `EXISTS (SELECT FROM people.record m JOIN people.place p ON p.record_id = m.id
  JOIN jsonb_to_recordset($1::jsonb) AS w (agency uuid, fields jsonb, "all" boolean) ON w.agency = p.agency_id AND (w."all" OR w.fields ? p.field)
  WHERE m.person_id = ${id})`;

/** Whether a dossier within `reach` names the person. */
export async function mayKnow(
  q: Queryable,
  personId: string,
  reach: readonly RegisterReach[],
): Promise<boolean> {
  if (!reach.length) return false;
  const row = await q.one<{ yes: boolean }>(`SELECT ${seen('$2::uuid')} AS yes`, [
    reachText(reach),
    personId,
  ]);
  return row.yes;
}

/** Pairs of persons both of whom dossiers within `reach` name, the likest first. */
export async function listPairs(
  q: Queryable,
  reach: readonly RegisterReach[],
  { limit, offset }: Page,
): Promise<Pair[]> {
  if (!reach.length) return [];
  return q.query<Pair>(
    `SELECT l.a_id AS "aId", l.b_id AS "bId", l.score FROM people.likeness l
     WHERE l.a_at && $2::uuid[] AND l.b_at && $2::uuid[] AND ${seen('l.a_id')} AND ${seen('l.b_id')}
     ORDER BY l.score DESC, l.a_id, l.b_id LIMIT ${limit} OFFSET ${offset}`,
    [reachText(reach), [...new Set(reach.map(r => r.agencyId))]],
  );
}

/** How many there are, counted no further than `most`. */
export async function countPairs(
  q: Queryable,
  reach: readonly RegisterReach[],
  most: number,
): Promise<number> {
  return (await listPairs(q, reach, { limit: most, offset: 0 })).length;
}

/** Joinings and pairs kept apart, both of whose records dossiers within `reach` name. The newest first. */
export type Decided = { id: string; oneId: string; otherId: string; at: Date; by: string; way: string };

const DECIDED = {
  joined: `SELECT j.id, j.joined_id AS "oneId", j.into_id AS "otherId", j.at, j.by, j.way FROM people.joining j WHERE j.parted_at IS NULL`,
  apart: `SELECT p.id, p.a_id AS "oneId", p.b_id AS "otherId", p.at, p.by, 'human' AS way FROM people.apart p WHERE p.ended_at IS NULL`,
} as const;
export type DecidedKind = keyof typeof DECIDED;

/** Of one record (`id`) itself, that a dossier within `$1` names it. */
const named = (id: string): string => `EXISTS (SELECT FROM people.place p
  JOIN jsonb_to_recordset($1::jsonb) AS w (agency uuid, fields jsonb, "all" boolean) ON w.agency = p.agency_id AND (w."all" OR w.fields ? p.field)
  WHERE p.record_id = ${id})`;

/** What `by` decided, and what others decided of two whom dossiers within `reach` name, the newest first; `id`: that one alone. */
const decided = (
  q: Queryable,
  kind: DecidedKind,
  asking: { reach: readonly RegisterReach[]; by: string; id?: string },
  { limit, offset }: Page,
): Promise<Decided[]> =>
  q.query<Decided>(
    `SELECT * FROM (${DECIDED[kind]}) AS d
     WHERE ($3::uuid IS NULL OR d.id = $3) AND (d.by = $2 OR (${named('d."oneId"')} AND ${named('d."otherId"')}))
     ORDER BY d.at DESC, d.id DESC LIMIT ${limit} OFFSET ${offset}`,
    [reachText(asking.reach), asking.by, asking.id ?? null],
  );

/** Who was joined, or said to be two: what `by` decided, and what others decided of two whom dossiers within `reach` name. */
export const listDecided = (
  q: Queryable,
  kind: DecidedKind,
  asking: { reach: readonly RegisterReach[]; by: string },
  page: Page,
): Promise<Decided[]> => decided(q, kind, asking, page);

/** One of those that `listDecided` lists. */
export const decidedFor = async (
  q: Queryable,
  kind: DecidedKind,
  asking: { reach: readonly RegisterReach[]; by: string; id: string },
): Promise<Decided | undefined> => (await decided(q, kind, asking, { limit: 1, offset: 0 }))[0];

/** Dossiers that name one of these records, by record, the newest first; so many of each at most. */
export const dossiersNaming = (
  q: Queryable,
  recordIds: readonly string[],
  most: number,
): Promise<Array<{ recordId: string; dossierId: string }>> =>
  q.query(
    `SELECT r.id AS "recordId", d.dossier_id AS "dossierId" FROM unnest($1::uuid[]) AS r (id)
     CROSS JOIN LATERAL (SELECT DISTINCT p.dossier_id FROM people.place p WHERE p.record_id = r.id ORDER BY p.dossier_id DESC LIMIT ${most}) AS d`,
    [recordIds],
  );

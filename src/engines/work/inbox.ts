import type { Queryable } from '#platform/db';
import { TASK_COLUMNS, type Task } from './types.ts';

/** A right at an agency: what is open there for this right may be done by the asker. */
export type Reach = {
  agencyId: string;
  permission: string;
  postId: string | null;
  /** Codes of procedures' fields; null for all. */
  fields: readonly string[] | null;
  /**
   * The agency is gone and its work came to the asker's: also what was given to one of its posts. `areas`: only matters of
   * these places, where its work went to several; null for all.
   */
  inherited?: { areas: readonly string[] | null };
};

export type InboxFilter = {
  state: 'open' | 'suspended';
  /** Only what is due before this instant. */
  dueBefore?: Date;
  /** Only what is due at or after this instant, or has no due time. */
  dueFrom?: Date;
  /** Only one kind of matter: the procedure's code. */
  procedure?: string;
  /** Only what came in through this channel. */
  channel?: string;
  /** Folded words, all of which must occur. */
  words?: readonly string[];
};

type Clause = { where: string; values: unknown[] };

function clauses(reach: readonly Reach[], filter: InboxFilter): Clause {
  const rights = reach.map(({ inherited, ...r }) => ({
    ...r,
    all: r.fields === null,
    inherited: inherited !== undefined,
    areas: inherited?.areas ?? null,
  }));
  const values: unknown[] = [JSON.stringify(rights)];
  const where = [`t.state = '${filter.state === 'open' ? 'open' : 'suspended'}'`];
  const add = (sql: (n: number) => string, value: unknown) => {
    values.push(value);
    where.push(sql(values.length));
  };
  if (filter.dueBefore) add(n => `t.due_at < $${n}`, filter.dueBefore);
  if (filter.dueFrom) add(n => `(t.due_at >= $${n} OR t.due_at IS NULL)`, filter.dueFrom);
  if (filter.procedure) add(n => `t.title ->> 'procedure' = $${n}`, filter.procedure);
  if (filter.channel) add(n => `t.title ->> 'channel' = $${n}`, filter.channel);
  for (const word of filter.words ?? [])
    add(n => `t.search LIKE '%' || $${n} || '%'`, word.replace(/[%_\\]/g, '\\$&'));
  return { where: where.join(' AND '), values };
}

// One text of SQL for everybody: the asker's rights are its first value.
const RIGHTS = `FROM jsonb_to_recordset($1::jsonb) AS r ("agencyId" uuid, "permission" text, "postId" uuid, "all" boolean,
  "fields" jsonb, "inherited" boolean, "areas" uuid[])`;

// A task given to a post is seen by that post alone; a right for some fields only does not see what has no field. One CASE:
// the planner takes it for one coin tossed and walks the index; of three conditions it would believe that nearly nothing is
// left, and sort all that an agency has open.
const REACHED = `t.agency_id = r."agencyId" AND t.permission = r."permission" AND CASE
   WHEN t.post_id IS NOT NULL AND t.post_id IS DISTINCT FROM r."postId" AND NOT r."inherited" THEN false
   WHEN NOT r."all" AND (r."fields" ? t.field) IS NOT true THEN false
   WHEN r."areas" IS NOT NULL AND (t.area_id = ANY (r."areas")) IS NOT true THEN false
   ELSE true END`;

/** Most urgent first, what has no due time last, then oldest first; `limit` rows after `offset`. */
export async function inbox(
  q: Queryable,
  reach: readonly Reach[],
  filter: InboxFilter,
  page: { limit: number; offset: number },
): Promise<Task[]> {
  if (reach.length === 0) return [];
  const { where, values } = clauses(reach, filter);
  const n = values.length;
  // Each right walks the index in order and stops after a page: an agency with 100,000 open tasks costs as much as one
  // with 50. Two rights may show the same task.
  return q.query<Task>(
    `SELECT DISTINCT ON (due_at, id) ${TASK_COLUMNS}
     FROM (SELECT t.* ${RIGHTS} CROSS JOIN LATERAL (
       SELECT t.* FROM work.task t WHERE ${REACHED} AND ${where}
       ORDER BY t.due_at NULLS LAST, t.id LIMIT $${n + 1}::int + $${n + 2}::int) AS t) AS mine
     ORDER BY due_at NULLS LAST, id LIMIT $${n + 1}::int OFFSET $${n + 2}::int`,
    [...values, page.limit, page.offset],
  );
}

/** How many there are in all, and of these how many are late and how many due by `soon`. */
export async function inboxCounts(
  q: Queryable,
  reach: readonly Reach[],
  filter: InboxFilter,
  now: Date,
  soon: Date,
): Promise<{ all: number; late: number; soon: number }> {
  if (reach.length === 0) return { all: 0, late: 0, soon: 0 };
  const { where, values } = clauses(reach, filter);
  const n = values.length;
  return q.one(
    `SELECT count(*) AS "all", count(*) FILTER (WHERE due_at < $${n + 1}) AS late,
       count(*) FILTER (WHERE due_at >= $${n + 1} AND due_at < $${n + 2}) AS soon
     FROM (SELECT DISTINCT t.id, t.due_at ${RIGHTS} JOIN work.task t ON ${REACHED} WHERE ${where}) AS mine`,
    [...values, now, soon],
  );
}

/** The kinds of matter that the asker has open, for the filter: code, name, how many. */
export async function inboxMatters(
  q: Queryable,
  reach: readonly Reach[],
): Promise<Array<{ procedure: string; matter: string; count: number }>> {
  if (reach.length === 0) return [];
  const { where, values } = clauses(reach, { state: 'open' });
  return q.query(
    `SELECT t.title ->> 'procedure' AS procedure, min(t.title ->> 'matter') AS matter, count(DISTINCT t.id) AS count
     ${RIGHTS} JOIN work.task t ON ${REACHED} WHERE ${where} AND t.title ? 'procedure' GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT 100`,
    values,
  );
}

/** Which of these agencies have anything open or waiting. */
export async function withOpenWork(q: Queryable, agencyIds: readonly string[]): Promise<string[]> {
  if (agencyIds.length === 0) return [];
  const some = (state: string) =>
    `EXISTS (SELECT FROM work.task t WHERE t.agency_id = a.id AND t.state = '${state}')`;
  const rows = await q.query<{ id: string }>(
    `SELECT a.id FROM unnest($1::uuid[]) AS a (id) WHERE ${some('open')} OR ${some('suspended')}`,
    [agencyIds],
  );
  return rows.map(row => row.id);
}

/** The agencies that have anything open or waiting about these places. */
export async function agenciesAtWork(q: Queryable, areaIds: readonly string[]): Promise<string[]> {
  if (areaIds.length === 0) return [];
  const next = (area: string, more: string) =>
    `(SELECT t.agency_id FROM work.task t WHERE t.area_id = ${area} AND t.state IN ('open', 'suspended') ${more}
      ORDER BY t.agency_id LIMIT 1)`;
  // From one agency to the next along the index: as many steps as there are agencies, not tasks.
  const rows = await q.query<{ id: string }>(
    `WITH RECURSIVE found (area, agency) AS (
       SELECT a.id, ${next('a.id', '')} FROM unnest($1::uuid[]) AS a (id)
       UNION ALL
       SELECT f.area, ${next('f.area', 'AND t.agency_id > f.agency')} FROM found f WHERE f.agency IS NOT NULL)
     SELECT DISTINCT agency AS id FROM found WHERE agency IS NOT NULL`,
    [areaIds],
  );
  return rows.map(row => row.id);
}

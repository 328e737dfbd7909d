import type { Queryable } from '#platform/db';
import { TASK_COLUMNS, type Task } from './types.ts';

/** A right at an agency: what is open there for this right may be done by the asker. */
export type Reach = {
  agencyId: string;
  permission: string;
  postId: string | null;
  /** Codes of procedures' fields; null for all. */
  fields: readonly string[] | null;
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
  const values: unknown[] = [JSON.stringify(reach.map(r => ({ ...r, all: r.fields === null })))];
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
  "fields" jsonb)`;

// A task given to a post is seen by that post alone; a right for some fields only does not see what has no field.
const REACHED = `t.agency_id = r."agencyId" AND t.permission = r."permission" AND (t.post_id IS NULL OR t.post_id = r."postId")
   AND (r."all" OR r."fields" ? t.field)`;

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

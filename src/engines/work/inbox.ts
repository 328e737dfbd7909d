import type { Queryable } from '#platform/db';
import { TASK_COLUMNS, type Task } from './types.ts';

// The right's name stands in both sides of the join.
const COLUMNS = TASK_COLUMNS.replace(/\b(permission)\b/, 't.$1');

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
  /** Only steps of this element. */
  channel?: string;
  /** Folded words, all of which must occur. */
  words?: readonly string[];
};

type Clause = { where: string; values: unknown[] };

function clauses(reach: readonly Reach[], filter: InboxFilter): Clause {
  const values: unknown[] = [JSON.stringify(reach)];
  const where = [`state = '${filter.state === 'open' ? 'open' : 'suspended'}'`];
  const add = (sql: (n: number) => string, value: unknown) => {
    values.push(value);
    where.push(sql(values.length));
  };
  if (filter.dueBefore) add(n => `due_at < $${n}`, filter.dueBefore);
  if (filter.dueFrom) add(n => `(due_at >= $${n} OR due_at IS NULL)`, filter.dueFrom);
  if (filter.procedure) add(n => `title ->> 'procedure' = $${n}`, filter.procedure);
  if (filter.channel) add(n => `title ->> 'channel' = $${n}`, filter.channel);
  for (const word of filter.words ?? [])
    add(n => `search LIKE '%' || $${n} || '%'`, word.replace(/[%_\\]/g, '\\$&'));
  return { where: where.join(' AND '), values };
}

// One branch per (agency, right) would repeat the index walk; a join against the asker's rights keeps one text of SQL for
// everybody, and a task given to a post is seen by that post alone.
const REACHABLE = `FROM jsonb_to_recordset($1::jsonb) AS r ("agencyId" uuid, permission text, "postId" uuid, fields jsonb)
  JOIN work.task t ON t.agency_id = r."agencyId" AND t.permission = r.permission
   AND (t.post_id IS NULL OR t.post_id = r."postId") AND (coalesce(r.fields, 'null') = 'null' OR r.fields ? t.field)`;

/** Most urgent first, then oldest; `limit` rows after `offset`. */
export async function inbox(
  q: Queryable,
  reach: readonly Reach[],
  filter: InboxFilter,
  page: { limit: number; offset: number },
): Promise<Task[]> {
  if (reach.length === 0) return [];
  const { where, values } = clauses(reach, filter);
  const n = values.length;
  return q.query<Task>(
    `SELECT DISTINCT ON (due_at, id) ${COLUMNS} ${REACHABLE} WHERE ${where}
     ORDER BY due_at NULLS LAST, id LIMIT $${n + 1} OFFSET $${n + 2}`,
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
     FROM (SELECT DISTINCT id, due_at ${REACHABLE} WHERE ${where}) AS mine`,
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
    `SELECT title ->> 'procedure' AS procedure, min(title ->> 'matter') AS matter, count(DISTINCT id) AS count
     ${REACHABLE} WHERE ${where} AND title ? 'procedure' GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT 100`,
    values,
  );
}

import type { Queryable } from '#platform/db';
import { type LiveTask, TASK_COLUMNS } from './types.ts';
import { wordConditions } from './words.ts';

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

/** Binds a value into a statement; gives its mark, `$n`. */
export type Bind = (value: unknown) => string;

export type InboxFilter = {
  state: 'open' | 'suspended';
  /** Only what is due before this instant. */
  dueBefore?: Date;
  /** Only what is due at or after this instant, or has no due time. */
  dueFrom?: Date;
  /** Only one kind of matter: the procedure's code. */
  procedure?: string;
  /** Only one field: its code. */
  field?: string;
  /** Only the steps that are called so. */
  step?: string;
  /** Only what came in through this channel. */
  channel?: string;
  /** Only what was given to one of these posts; empty: only what was given to none. */
  posts?: readonly string[];
  /** Tasks whose `ref` begins so are left out. */
  except?: string;
  /** Only these tasks. */
  ids?: readonly string[];
  /** Only what is about one of these subjects. */
  subjects?: readonly string[];
  /** Folded words, all of which must be found (`wordConditions`). */
  words?: readonly string[];
  /** Beside what holds the words: what is about one of the subjects that this SQL gives. */
  orSubjects?: (bind: Bind) => string;
  /** What the engine that owns the subjects asks besides: a condition on `t.subject_id`. */
  about?: (bind: Bind) => string;
};

/** Where a task stands in the order of the inbox: by due time, those without one last, then by id. */
export type InboxKey = { dueAt: Date | null; id: string };

/** `limit` tasks after or before another one; the first ones without. */
export type InboxPage = { limit: number; after?: InboxKey; before?: InboxKey };

/** `said`: the conditions of the words, which stand in no other; `orSubjects`: SQL of subjects that are found besides. */
type Asked = { where: string; said: string; orSubjects: string | undefined; values: unknown[]; bind: Bind };

function asked(reach: readonly Reach[], filter: InboxFilter): Asked {
  const rights = reach.map(({ inherited, ...r }) => ({
    ...r,
    all: r.fields === null,
    inherited: inherited !== undefined,
    areas: inherited?.areas ?? null,
  }));
  const values: unknown[] = [JSON.stringify(rights)];
  const bind: Bind = value => `$${values.push(value)}`;
  const where = [`t.state = '${filter.state === 'open' ? 'open' : 'suspended'}'`];
  if (filter.dueBefore) where.push(`t.due_at < ${bind(filter.dueBefore)}`);
  if (filter.dueFrom) where.push(`(t.due_at >= ${bind(filter.dueFrom)} OR t.due_at IS NULL)`);
  if (filter.procedure) where.push(`t.title ->> 'procedure' = ${bind(filter.procedure)}`);
  if (filter.field) where.push(`t.field = ${bind(filter.field)}`);
  if (filter.step) where.push(`t.title ->> 'step' = ${bind(filter.step)}`);
  if (filter.channel) where.push(`t.title ->> 'channel' = ${bind(filter.channel)}`);
  if (filter.posts)
    where.push(filter.posts.length ? `t.post_id = ANY (${bind(filter.posts)}::uuid[])` : 't.post_id IS NULL');
  if (filter.except) where.push(`NOT starts_with(t.ref, ${bind(filter.except)})`);
  if (filter.ids) where.push(`t.id = ANY (${bind(filter.ids)}::uuid[])`);
  if (filter.subjects) where.push(`t.subject_id = ANY (${bind(filter.subjects)}::uuid[])`);
  if (filter.about) where.push(filter.about(bind));
  const said = ['true', ...wordConditions(filter.words ?? [], bind)].join(' AND ');
  const orSubjects = filter.words?.length ? filter.orSubjects?.(bind) : undefined;
  return { where: where.join(' AND '), said, orSubjects, values, bind };
}

// One text of SQL for everybody: the asker's rights are its first value.
const RIGHT_ROWS = `jsonb_to_recordset($1::jsonb) AS r ("agencyId" uuid, "permission" text, "postId" uuid, "all" boolean,
  "fields" jsonb, "inherited" boolean, "areas" uuid[])`;
const RIGHTS = `FROM ${RIGHT_ROWS}`;

// A task given to a post is seen by that post alone; a right for some fields only does not see what has no field. One CASE:
// the planner takes it for one coin tossed and walks the index; of three conditions it would believe that nearly nothing is
// left, and sort all that an agency has open.
const REACHED = `t.agency_id = r."agencyId" AND t.permission = r."permission" AND CASE
   WHEN t.post_id IS NOT NULL AND t.post_id IS DISTINCT FROM r."postId" AND NOT r."inherited" THEN false
   WHEN NOT r."all" AND (r."fields" ? t.field) IS NOT true THEN false
   WHEN r."areas" IS NOT NULL AND (t.area_id = ANY (r."areas")) IS NOT true THEN false
   ELSE true END`;

const FORWARD = 't.due_at NULLS LAST, t.id';
const BACKWARD = 't.due_at DESC NULLS FIRST, t.id DESC';

/**
 * The conditions of the stretches of the order in which a page lies, nearest first. An index finds the beginning of each; of "due
 * later, or not due at all" in one condition it would read everything.
 */
function stretches({ after, before }: InboxPage, bind: Bind): string[] {
  if (before) {
    const id = `${bind(before.id)}::uuid`;
    return before.dueAt
      ? [`(t.due_at, t.id) < (${bind(before.dueAt)}::timestamptz, ${id})`]
      : [`t.due_at IS NULL AND t.id < ${id}`, 't.due_at IS NOT NULL'];
  }
  if (!after) return ['true'];
  const id = `${bind(after.id)}::uuid`;
  return after.dueAt
    ? [`(t.due_at, t.id) > (${bind(after.dueAt)}::timestamptz, ${id})`, 't.due_at IS NULL']
    : [`t.due_at IS NULL AND t.id > ${id}`];
}

/**
 * Few tasks, from wherever they are found fastest. Words are looked for at each agency of the asker by itself: what others have of the
 * same name, which in a large province is nearly all, is not read (the index knows the agency, and of words nobody can say before how
 * many fit; the OFFSET keeps the planner to it). What is found besides is gathered by its subjects: of both in one condition no index
 * would serve either.
 */
function gathered({ words }: InboxFilter, { said, orSubjects }: Asked, where: string): string {
  if (!words?.length) return `${RIGHTS} JOIN work.task t ON ${REACHED} WHERE ${where}`;
  const bySaid = `SELECT t.* FROM (SELECT DISTINCT "agencyId" ${RIGHTS}) AS a CROSS JOIN LATERAL (
       SELECT t.* FROM work.task t WHERE t.agency_id = a."agencyId" AND ${where} AND ${said} OFFSET 0) AS t`;
  const bySubject = `SELECT t.* FROM (SELECT DISTINCT o.id FROM (${orSubjects}) AS o (id)) AS o JOIN work.task t ON t.subject_id = o.id WHERE ${where}`;
  return `FROM (${orSubjects ? `${bySaid} UNION ALL ${bySubject}` : bySaid}) AS t, ${RIGHT_ROWS} WHERE ${REACHED}`;
}

/**
 * All that the rights reach under a filter, what several reach several times. Where few fit they are gathered; else each right walks its own part of the
 * index (the OFFSET keeps the planner from reading what all agencies have open, which it takes for cheaper).
 */
const everything = (filter: InboxFilter, of: Asked, columns: string): string =>
  isRare(filter)
    ? `(SELECT ${columns} ${gathered(filter, of, of.where)})`
    : `(SELECT ${columns} ${RIGHTS} CROSS JOIN LATERAL (
         SELECT t.* FROM work.task t WHERE ${REACHED} AND ${of.where} OFFSET 0) AS t)`;

/**
 * What a walk along the index would have to look at much for, because few fit: these are gathered first, from wherever they are found
 * fastest, and then put in order.
 */
const isRare = ({ words, ids, subjects, about }: InboxFilter): boolean =>
  Boolean(words?.length || ids || subjects || about);

/**
 * Most urgent first, what has no due time last, then oldest first. A page begins at a task, not at a number of tasks: when others
 * come or go meanwhile nothing is left out, and the hundredth page costs what the first does.
 */
export async function inbox(
  q: Queryable,
  reach: readonly Reach[],
  filter: InboxFilter,
  page: InboxPage,
): Promise<LiveTask[]> {
  if (reach.length === 0) return [];
  const of = asked(reach, filter);
  const { where, values, bind } = of;
  const order = page.before ? BACKWARD : FORWARD;
  const limit = `${bind(page.limit)}::int`;
  const parts = stretches(page, bind);
  // Each right walks the index in order and stops after a page: an agency with 100,000 open tasks costs as much as one with 50.
  const walked = () =>
    parts.map(
      part =>
        `(SELECT t.* FROM work.task t WHERE ${REACHED} AND ${where} AND ${part} ORDER BY ${order} LIMIT ${limit})`,
    );
  const found = isRare(filter)
    ? gathered(filter, of, `${where} AND (${parts.map(part => `(${part})`).join(' OR ')})`)
    : `${RIGHTS} CROSS JOIN LATERAL (${walked().join(' UNION ALL ')}) AS t`;
  // Two rights may show the same task.
  const tasks = await q.query<LiveTask>(
    `SELECT DISTINCT ON (t.due_at, t.id) ${TASK_COLUMNS} FROM (SELECT t.* ${found}) AS t
     ORDER BY ${order} LIMIT ${limit}`,
    values,
  );
  return page.before ? tasks.reverse() : tasks;
}

/**
 * How many there are in all, of these how many are late and how many due by `soon`, and how many stand before `key` in the order.
 */
export async function inboxCounts(
  q: Queryable,
  reach: readonly Reach[],
  filter: InboxFilter,
  now: Date,
  soon: Date,
  key?: InboxKey,
): Promise<{ all: number; late: number; soon: number; before: number }> {
  if (reach.length === 0) return { all: 0, late: 0, soon: 0, before: 0 };
  const of = asked(reach, filter);
  const { values, bind } = of;
  const [late, until] = [bind(now), bind(soon)];
  const before = key
    ? `(coalesce(due_at, 'infinity'), id) < (coalesce(${bind(key.dueAt)}::timestamptz, 'infinity'), ${bind(key.id)}::uuid)`
    : 'false';
  return q.one(
    `SELECT count(*) AS "all", count(*) FILTER (WHERE due_at < ${late}) AS late,
       count(*) FILTER (WHERE due_at >= ${late} AND due_at < ${until}) AS soon, count(*) FILTER (WHERE ${before}) AS before
     FROM (SELECT DISTINCT id, due_at FROM ${everything(filter, of, 't.id, t.due_at')} AS t) AS mine`,
    values,
  );
}

/** What an inbox can be narrowed to: of each kind what occurs, procedures with their names. */
export type InboxChoices = {
  procedures: Array<{ value: string; label: string }>;
  fields: string[];
  steps: string[];
  agencies: string[];
  channels: string[];
};

type Combination = Record<'procedure' | 'matter' | 'field' | 'step' | 'agency' | 'channel', string | null>;

/** What there is to choose from in the filter, in no order. */
export async function inboxChoices(
  q: Queryable,
  reach: readonly Reach[],
  state: InboxFilter['state'],
): Promise<InboxChoices> {
  if (reach.length === 0) return { procedures: [], fields: [], steps: [], agencies: [], channels: [] };
  const of = asked(reach, { state });
  const rows = await q.query<Combination>(
    `SELECT DISTINCT t.title ->> 'procedure' AS procedure, t.title ->> 'matter' AS matter, t.field, t.title ->> 'step' AS step,
       t.agency_id::text AS agency, t.title ->> 'channel' AS channel
     FROM ${everything({ state }, of, 't.title, t.field, t.agency_id')} AS t`,
    of.values,
  );
  const all = (of: (row: Combination) => string | null) => [...new Set(rows.flatMap(row => of(row) ?? []))];
  const names = new Map(rows.flatMap(r => (r.procedure ? [[r.procedure, r.matter ?? r.procedure]] : [])));
  return {
    procedures: [...names].map(([value, label]) => ({ value, label })),
    fields: all(r => r.field),
    steps: all(r => r.step),
    agencies: all(r => r.agency),
    channels: all(r => r.channel),
  };
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

/** Which of these agencies have anything open or waiting about these places: few of those that are asked for, which are gone, do. */
export async function agenciesAtWork(
  q: Queryable,
  areaIds: readonly string[],
  agencyIds: readonly string[],
): Promise<string[]> {
  if (areaIds.length === 0 || agencyIds.length === 0) return [];
  const rows = await q.query<{ id: string }>(
    `SELECT DISTINCT agency_id AS id FROM work.task
     WHERE area_id = ANY ($1::uuid[]) AND agency_id = ANY ($2::uuid[]) AND state IN ('open', 'suspended')`,
    [areaIds, agencyIds],
  );
  return rows.map(row => row.id);
}

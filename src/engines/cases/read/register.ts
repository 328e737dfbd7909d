import { dayAfter, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { beginningOf } from '#platform/text';
import type { PlacedReach, RegisterReach } from '../access/register-reach.ts';
import type { Status } from '../types.ts';
import { dossiersOfPaper, type PaperNumber } from './find-by-paper.ts';
import { RESULT_END, type ResultEnd } from './result-end.ts';

export const REGISTER_VIEWS = ['running', 'late', 'done', 'closed'] as const;
export type RegisterView = (typeof REGISTER_VIEWS)[number];

export type RegisterFilter = {
  /** Folded words, all of which must be found in code or names (`namedSo`). */
  words?: readonly string[];
  /** Codes of procedures whose names the words are too: a dossier of one of them is found as well. */
  orProcedures?: readonly string[];
  /** The words are the number of a paper too: a dossier of such a paper is found as well. */
  orPaper?: PaperNumber;
  /** Only these dossiers. */
  ids?: readonly string[];
  view?: RegisterView;
  procedure?: string;
  channel?: string;
  /** Received from this day to that, both included, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
};

/** A line of the register. */
export type RegisterLine = {
  id: string;
  code: string;
  ownerName: string;
  applicantName: string;
  procedure: string;
  procedureCode: string;
  channel: string;
  receivedAt: Date;
  dueAt: Date;
  status: Status;
  closedAt: Date | null;
  /** When the first of its results was signed. */
  resultAt: Date | null;
  /** By what kind of decision what was given holds no more. */
  resultEnd: ResultEnd | null;
};

const VIEWS: Readonly<Record<RegisterView, string>> = {
  running: `d.closed_at IS NULL AND d.status <> 'completed'`,
  late: `d.closed_at IS NULL AND d.status IN ('received', 'processing') AND d.paused IS NULL AND d.due_at < $NOW`,
  done: `d.status IN ('completed', 'returned')`,
  closed: `d.status IN ('refused', 'declined', 'withdrawn', 'stopped')`,
};

/**
 * Each word begins one of the code or the names, digits alone stand anywhere (the last ones of a code); words without digits are of one
 * name. The first conditions are those that an index serves.
 */
function namedSo(
  words: readonly string[],
  param: (value: unknown) => string,
): { served: string; whole: string } {
  const digits = words
    .filter(word => /^\d+$/.test(word))
    .map(word => `d.search LIKE '%' || ${param(word)} || '%'`);
  const others = words
    .filter(word => !/^\d+$/.test(word))
    .map(word => ({ word, begins: `~ ${param(beginningOf(word))}` }));
  const served = [...digits, ...others.map(o => `d.search ${o.begins}`)].join(' AND ');
  const spoken = others.filter(o => !/\d/.test(o.word));
  if (spoken.length < 2) return { served, whole: served };
  const within = (name: string) =>
    `(${spoken.map(o => `cases.search_key(${name}) ${o.begins}`).join(' AND ')})`;
  return { served, whole: `${served} AND (${within('d.owner_name')} OR ${within('d.applicant_name')})` };
}

function clauses(filter: RegisterFilter, now: Date, values: unknown[]): string {
  const param = (value: unknown): string => `$${values.push(value)}`;
  const where = ['true'];
  if (filter.words?.length) {
    const named = namedSo(filter.words, param).whole;
    where.push(
      filter.orProcedures?.length
        ? `(${named} OR d.procedure_code = ANY (${param(filter.orProcedures)}::text[]))`
        : named,
    );
  }
  if (filter.ids) where.push(`d.id = ANY (${param(filter.ids)}::uuid[])`);
  if (filter.view) where.push(VIEWS[filter.view].replace('$NOW', () => param(now)));
  if (filter.procedure) where.push(`d.procedure_code = ${param(filter.procedure)}`);
  if (filter.channel) where.push(`d.channel = ${param(filter.channel)}`);
  if (filter.from) where.push(`d.received_at >= ${param(localInstant(filter.from))}`);
  if (filter.to) where.push(`d.received_at < ${param(localInstant(dayAfter(filter.to)))}`);
  return where.join(' AND ');
}

const LINE = `d.id, d.code, d.owner_name AS "ownerName", d.applicant_name AS "applicantName", v.name AS procedure,
  d.procedure_code AS "procedureCode", d.channel, d.received_at AS "receivedAt", d.due_at AS "dueAt", d.status,
  d.closed_at AS "closedAt", (SELECT min(r.issued_at) FROM cases.result r WHERE r.dossier_id = d.id AND r.status <> 'withdrawn') AS "resultAt",
  ${RESULT_END} AS "resultEnd"`;

const reachText = (rows: ReadonlyArray<RegisterReach & { area?: string }>): string =>
  JSON.stringify(
    rows.map(r => ({ agency: r.agencyId, area: r.area, fields: r.fields, all: r.fields === null })),
  );

/** Each agency walks its own index, each of its places too where not all are reached, and stops after `most`. */
function foundIn(
  reach: ReadonlyArray<RegisterReach | PlacedReach>,
  { filter, most, now }: { filter: RegisterFilter; most: number; now: Date },
  values: unknown[],
): string {
  const whole = reach.flatMap(r => (r.areas ? [] : [r]));
  const placed = reach.flatMap(({ areas = [], ...r }) => areas.map(area => ({ ...r, area })));
  values.push(reachText(whole));
  if (placed.length) values.push(reachText(placed));
  const where = clauses(filter, now, values);
  const of = (column: string, rows: string, place: string) =>
    `SELECT d.id, d.received_at FROM jsonb_to_recordset(${rows}::jsonb) AS r (agency uuid, area uuid, fields jsonb, "all" boolean)
      CROSS JOIN LATERAL (SELECT d.id, d.received_at FROM cases.dossier d WHERE d.${column} = r.agency ${place} AND (r."all" OR r.fields ? d.field)
        AND ${where} ORDER BY d.received_at DESC, d.id DESC LIMIT ${most}) AS d`;
  return ['agency_id', 'received_by']
    .flatMap(column => [
      of(column, '$1', ''),
      ...(placed.length ? [of(column, '$2', 'AND d.area_id = r.area')] : []),
    ])
    .join(' UNION ');
}

type Within = ReadonlyArray<RegisterReach | PlacedReach> | null;

/** Those of the dossiers that this SQL gives within the reach: few, however much is within it. */
function foundAmong(
  given: (bind: (value: unknown) => string) => string,
  reach: Within,
  { filter, most, now }: { filter: RegisterFilter; most: number; now: Date },
  values: unknown[],
): string {
  const bind = (value: unknown) => `$${values.push(value)}`;
  const few = given(bind);
  const reached = reach
    ? `EXISTS (SELECT FROM jsonb_to_recordset(${bind(JSON.stringify(reach.map(r => ({ agency: r.agencyId, fields: r.fields, areas: r.areas }))))}::jsonb)
         AS r (agency uuid, fields jsonb, areas jsonb)
       WHERE r.agency IN (d.agency_id, d.received_by) AND (r.fields IS NULL OR r.fields ? d.field) AND (r.areas IS NULL OR r.areas ? d.area_id::text))`
    : 'true';
  return `(SELECT d.id, d.received_at FROM (SELECT DISTINCT p.id FROM (${few}) AS p (id)) AS p JOIN cases.dossier d ON d.id = p.id
    WHERE ${reached} AND ${clauses(filter, now, values)} ORDER BY d.received_at DESC, d.id DESC LIMIT ${most})`;
}

/** Those of the papers of a number within the same reach, from the papers: however many there are of it, few are of one agency. */
function foundByPaper(
  paper: PaperNumber,
  reach: Within,
  asked: { filter: RegisterFilter; most: number; now: Date },
  values: unknown[],
): string {
  const { words: _, orProcedures: __, ...others } = asked.filter;
  return foundAmong(bind => dossiersOfPaper(paper, bind), reach, { ...asked, filter: others }, values);
}

/** So many dossiers of one name in a whole province are looked through at once; of a name that more bear each agency has some among its newest. */
const FEW = 3000;

/**
 * The dossiers of these words wherever they are, where they are few: undefined where they are many, or one word alone is asked for. One look into the
 * index of words; agency by agency it would be looked into again each time, and held against all that the agency ever had.
 */
async function fewCalled(
  q: Queryable,
  { words = [], orProcedures = [], ids }: RegisterFilter,
): Promise<string[] | undefined> {
  if (words.length < 2 || orProcedures.length || ids) return undefined;
  const values: unknown[] = [];
  const { served } = namedSo(words, value => `$${values.push(value)}`);
  const rows = await q.query<{ id: string }>(
    `SELECT d.id FROM cases.dossier d WHERE ${served} LIMIT ${FEW + 1}`,
    values,
  );
  return rows.length > FEW ? undefined : rows.map(row => row.id);
}

/**
 * The dossiers that agencies received or decide on, those received last first: `limit` rows after `offset`. `reach` null: of all agencies.
 * Each agency walks its own index and stops after a page, so that a large one costs no more than a small one; of a name that few bear these are
 * looked through.
 */
export async function listRegister(
  q: Queryable,
  reach: ReadonlyArray<RegisterReach | PlacedReach> | null,
  filter: RegisterFilter,
  page: { limit: number; offset: number },
  now: Date,
): Promise<RegisterLine[]> {
  if (reach?.length === 0) return [];
  const values: unknown[] = [];
  const most = page.limit + page.offset;
  const asked = { filter, most, now };
  const few = reach ? await fewCalled(q, filter) : undefined;
  const named = few
    ? foundAmong(bind => `SELECT unnest(${bind(few)}::uuid[])`, reach, asked, values)
    : reach
      ? foundIn(reach, asked, values)
      : `(SELECT d.id, d.received_at FROM cases.dossier d WHERE ${clauses(filter, now, values)} ORDER BY d.received_at DESC, d.id DESC LIMIT ${most})`;
  const paper =
    filter.words?.length && filter.orPaper ? foundByPaper(filter.orPaper, reach, asked, values) : null;
  const found = paper ? `${named} UNION ${paper}` : named;
  return q.query<RegisterLine>(
    `SELECT ${LINE} FROM (SELECT id FROM (${found}) AS found ORDER BY received_at DESC, id DESC LIMIT ${page.limit} OFFSET ${page.offset}) AS f
     JOIN cases.dossier d ON d.id = f.id JOIN procedures.procedure_version v ON v.id = d.procedure_version_id ORDER BY d.received_at DESC, d.id DESC`,
    values,
  );
}

/** Lines of the register by id, in the order of `ids`; what is not there, or of an agency or field out of `reach` (null: all), is left out. */
export async function registerLines(
  q: Queryable,
  ids: readonly string[],
  reach: readonly RegisterReach[] | null,
): Promise<RegisterLine[]> {
  const rows = await q.query<RegisterLine>(
    `SELECT ${LINE} FROM unnest($1::uuid[]) WITH ORDINALITY AS f (id, n)
     JOIN cases.dossier d ON d.id = f.id JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     WHERE $2::jsonb IS NULL OR EXISTS (
       SELECT FROM jsonb_to_recordset($2::jsonb) AS r (agency uuid, fields jsonb, "all" boolean)
       WHERE r.agency IN (d.agency_id, d.received_by) AND (r."all" OR r.fields ? d.field))
     ORDER BY f.n`,
    [
      ids,
      reach &&
        JSON.stringify(reach.map(r => ({ agency: r.agencyId, fields: r.fields, all: r.fields === null }))),
    ],
  );
  return rows;
}

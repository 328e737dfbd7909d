import type { Queryable } from '#platform/db';
import { QUESTION_REF } from '../questions/question.ts';
import type { SoonMarks } from './soon-marks.ts';

/**
 * What an agency has to do now in dossiers on which another one decides, steps and questions, counted by their own due times; `taken`: what of it,
 * and of what waits with its dossier, came within a span.
 */
export type ForOthers = { agencyId: string; open: number; soon: number; late: number; taken: number };

const FOR_OTHERS_VIEWS = ['open', 'soon', 'late', 'taken'] as const;
export type ForOthersView = (typeof FOR_OTHERS_VIEWS)[number];

type Span = { from: Date; until: Date };

const of = (state: 'open' | 'suspended') =>
  `SELECT id, agency_id, subject_id, state, ref, due_at, created_at FROM work.task WHERE state = '${state}' AND agency_id = ANY ($1::uuid[])`;

// Each state by the index of its own. A step bears the number of its token (`taskKind`).
const LIVE = String.raw`(${of('open')} UNION ALL ${of('suspended')}) AS t JOIN cases.dossier d ON d.id = t.subject_id
  LEFT JOIN unnest($4::uuid[], $5::timestamptz[]) AS m (id, soon) ON m.id = t.agency_id
  WHERE d.agency_id <> ALL ($8::uuid[]) AND (t.ref ~ '^\d+$' OR starts_with(t.ref, '${QUESTION_REF}'))`;

const VIEWS: Readonly<Record<ForOthersView, string>> = {
  open: `t.state = 'open'`,
  soon: `t.state = 'open' AND t.due_at >= $2 AND t.due_at < coalesce(m.soon, $3)`,
  late: `t.state = 'open' AND t.due_at < $2`,
  taken: 't.created_at >= $6 AND t.created_at < $7',
};

const values = (
  agencyIds: readonly string[],
  { from, until }: Span,
  now: Date,
  soon: SoonMarks,
  notOf: readonly string[],
): unknown[] => [
  ...[agencyIds, now, soon.usual, [...soon.apart.keys()], [...soon.apart.values()]],
  ...[from, until, notOf],
];

/** By agency, in dossiers on which none of these decides; those that have nothing to do for others are left out. As many rows are read as are open or wait there. */
export const countForOthers = (
  q: Queryable,
  agencyIds: readonly string[],
  span: Span,
  now: Date,
  soon: SoonMarks,
): Promise<ForOthers[]> =>
  q.query<ForOthers>(
    `SELECT t.agency_id AS "agencyId", ${FOR_OTHERS_VIEWS.map(view => `count(*) FILTER (WHERE ${VIEWS[view]}) AS "${view}"`).join(', ')}
     FROM ${LIVE} GROUP BY t.agency_id`,
    values(agencyIds, span, now, soon, agencyIds),
  );

type Behind = { agencyIds: readonly string[]; notOf: readonly string[]; view: ForOthersView; span: Span };

/** The tasks behind one of these numbers, the most urgent first: ids, `limit` after `offset`. `notOf`: agencies on whose dossiers it is not. */
export async function listForOthers(
  q: Queryable,
  { agencyIds, notOf, view, span }: Behind,
  page: { limit: number; offset: number },
  now: Date,
  soon: SoonMarks,
): Promise<string[]> {
  const rows = await q.query<{ id: string }>(
    `SELECT t.id FROM ${LIVE} AND ${VIEWS[view]} AND $2::timestamptz IS NOT NULL AND $3::timestamptz IS NOT NULL
       AND $6::timestamptz IS NOT NULL AND $7::timestamptz IS NOT NULL
     ORDER BY t.due_at NULLS LAST, t.id LIMIT $9 OFFSET $10`,
    [...values(agencyIds, span, now, soon, notOf), page.limit, page.offset],
  );
  return rows.map(r => r.id);
}

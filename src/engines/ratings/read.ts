import type { Queryable, Tx } from '#platform/db';
import type { Rating } from './types.ts';

const COLUMNS = `r.dossier_id AS "dossierId", r.code, r.procedure_code AS "procedureCode", r.agency_id AS "agencyId", r.level, r.reasons,
  r.words, r.way, r.revision, r.rated_at AS "ratedAt", r.changed_at AS "changedAt", r.words_state AS "wordsState",
  r.hidden_why AS "hiddenWhy", r.answer, r.answer_public AS "answerPublic", r.answered_at AS "answeredAt", r.answered_by AS "answeredBy"`;

/** The rating of a dossier, if there is one. */
export const findRating = (q: Queryable, dossierId: string): Promise<Rating | undefined> =>
  q.maybe<Rating>(`SELECT ${COLUMNS} FROM ratings.rating r WHERE r.dossier_id = $1`, [dossierId]);

/** As `findRating`, locked until the transaction ends. */
export const lockRating = (tx: Tx, dossierId: string): Promise<Rating | undefined> =>
  tx.maybe<Rating>(`SELECT ${COLUMNS} FROM ratings.rating r WHERE r.dossier_id = $1 FOR UPDATE`, [dossierId]);

export const RATING_VIEWS = ['waiting', 'unanswered', 'low', 'all'] as const;
/** `waiting`: words that nobody has read; `unanswered`: dissatisfied and not answered; `low`: dissatisfied. */
export type RatingView = (typeof RATING_VIEWS)[number];

const CONDITION: Readonly<Record<RatingView, string>> = {
  waiting: `r.words_state = 'waiting'`,
  unanswered: 'r.level <= 2 AND r.answered_at IS NULL',
  low: 'r.level <= 2',
  all: 'true',
};

/** Ratings of agencies (null: of all), the newest first. */
export const listRatings = (
  q: Queryable,
  agencyIds: readonly string[] | null,
  view: RatingView,
  page: { limit: number; offset: number },
): Promise<Rating[]> =>
  q.query<Rating>(
    `SELECT ${COLUMNS} FROM ratings.rating r WHERE ($1::uuid[] IS NULL OR r.agency_id = ANY ($1::uuid[])) AND ${CONDITION[view]}
     ORDER BY r.rated_at DESC, r.dossier_id LIMIT $2 OFFSET $3`,
    [agencyIds, page.limit, page.offset],
  );

/** How many of each view there are. One query. */
export const countRatings = (
  q: Queryable,
  agencyIds: readonly string[] | null,
): Promise<Record<RatingView, number>> =>
  q.one<Record<RatingView, number>>(
    `SELECT ${RATING_VIEWS.map(v => `count(*) FILTER (WHERE ${CONDITION[v]})::int AS "${v}"`).join(', ')}
     FROM ratings.rating r WHERE $1::uuid[] IS NULL OR r.agency_id = ANY ($1::uuid[])`,
    [agencyIds],
  );

/** Ratings of one agency as everybody may read them: those whose words were let through. */
export const listPublicRatings = (
  q: Queryable,
  agencyId: string,
  page: { limit: number; offset: number },
): Promise<Rating[]> =>
  q.query<Rating>(
    `SELECT ${COLUMNS} FROM ratings.rating r WHERE r.agency_id = $1 AND r.words_state = 'shown'
     ORDER BY r.rated_at DESC, r.dossier_id LIMIT $2 OFFSET $3`,
    [agencyId, page.limit, page.offset],
  );

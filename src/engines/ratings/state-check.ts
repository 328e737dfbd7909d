import type { StateCheck } from '#platform/ledger';
import { entries } from './entries.ts';

/** Level, revision and state of the words, as the table holds them and as the entries say: no rating is made better unseen. */
export const ratingState: StateCheck = {
  id: 'ratings.rating',
  kinds: entries.map(e => e.kind),
  actual: async (q, after, limit) => {
    const rows = await q.query<{ id: string; level: number; revision: number; wordsState: string }>(
      `SELECT dossier_id AS id, level, revision, words_state AS "wordsState" FROM ratings.rating
       WHERE $1::text IS NULL OR dossier_id > substr($1, 8)::uuid ORDER BY dossier_id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id, ...state }) => ({ key: `rating:${id}`, state }));
  },
  fold: (_before, { body }) => ({
    level: body.level,
    revision: body.revision,
    wordsState: body.wordsState,
  }),
};

import { type Entry, NOT_TOLD, type StateCheck } from '#platform/ledger';
import { digest } from '../acts/digest.ts';

type Row = {
  entryId: string;
  by: string;
  post: string | null;
  agency: string | null;
  at: string;
  reason: string;
  changes: unknown;
  before: unknown;
  undoneAt: string | null;
};
type Facts = Record<string, unknown>;

const moment = (at: string | Date | null): string | null => at && new Date(at).toISOString();
const digestIfTold = (value: unknown): unknown => (value === undefined ? NOT_TOLD : digest(value));

/** One correction: by whom and when; what differed, why, and what stood before, in digests; when it was taken back. Its facts by its entry's id. */
const factsOf = (row: Row): Facts => ({
  [row.entryId]: [row.by, row.post, row.agency, moment(row.at)].join(' '),
  [`${row.entryId} reason`]: row.reason,
  [`${row.entryId} changes`]: digest(row.changes),
  [`${row.entryId} before`]: digest(row.before),
  [`${row.entryId} undone`]: moment(row.undoneAt),
});

const toldBy = ({ id, actor, post, agency, at, personal }: Entry): Facts => ({
  [id]: [actor, post, agency, moment(at)].join(' '),
  [`${id} reason`]: personal.reason ?? NOT_TOLD,
  [`${id} changes`]: digestIfTold(personal.changes),
  // Older entries do not tell it.
  [`${id} before`]: personal.before ?? NOT_TOLD,
  [`${id} undone`]: null,
});

/** Every correction of what a clerk had typed, as its table keeps it and as its entries say: what a taking back would bring is what was. */
export const correctionState: StateCheck = {
  id: 'cases.answers-correction',
  kinds: ['case.answers-corrected', 'case.act-undone'],
  actual: async (q, after, limit) => {
    const dossiers = await q.query<{ id: string; corrections: Row[] }>(
      `SELECT dossier_id AS id, jsonb_agg(jsonb_build_object('entryId', entry_id, 'by', corrected_by, 'post', post_id, 'agency', agency_id, 'at', at,
         'reason', reason, 'changes', changes, 'before', before, 'undoneAt', undone_at)) AS corrections
       FROM cases.answers_correction WHERE $1::text IS NULL OR dossier_id > substr($1, 9)::uuid
       GROUP BY dossier_id ORDER BY dossier_id LIMIT $2`,
      [after, limit],
    );
    return dossiers.map(({ id, corrections }) => ({
      key: `dossier:${id}`,
      state: Object.assign({}, ...corrections.map(factsOf)) as Facts,
    }));
  },
  fold: (state, entry) => {
    if (entry.kind === 'case.answers-corrected') return { ...state, ...toldBy(entry) };
    if (entry.body.act !== 'answers-corrected') return state;
    return { ...state, [`${entry.body.entry} undone`]: moment(entry.at) };
  },
};

import { NEW_PAPER_REF } from '../hand-over/new-paper-ref.ts';

/** Of a letter `m`: the post brought it back, nobody has taken it since, and a result in it holds. */
export const LETTER_BACK = `m.returned_on IS NOT NULL AND m.settled_at IS NULL AND m.taken_off_at IS NULL
  AND EXISTS (SELECT FROM cases.result r WHERE r.dossier_id = m.dossier_id AND r.status = 'valid')`;

/** Of a dossier `d` that is over: a paper of it waits for whom it belongs to, as `paperWaitsOf` says. */
export const PAPER_WAITS = `(EXISTS (SELECT FROM work.task t WHERE t.subject_id = d.id AND t.ref = '${NEW_PAPER_REF}' AND t.state IN ('open', 'suspended'))
  OR EXISTS (SELECT FROM cases.mailing m WHERE m.dossier_id = d.id AND ${LETTER_BACK}))`;

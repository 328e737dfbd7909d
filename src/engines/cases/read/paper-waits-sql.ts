import { NEW_PAPER_REF } from '../hand-over/new-paper-ref.ts';

/** Of a letter `m`: the post brought it back, nobody has taken it since, and a result in it holds. */
export const LETTER_BACK = `m.returned_on IS NOT NULL AND m.settled_at IS NULL AND m.taken_off_at IS NULL
  AND EXISTS (SELECT FROM cases.result r WHERE r.dossier_id = m.dossier_id AND r.status = 'valid')`;

/** Of a letter `m`: with it went out again what the post had brought back, nothing is known of it yet, and a result in it holds. */
export const LETTER_AGAIN = `m.delivered_on IS NULL AND m.returned_on IS NULL
  AND EXISTS (SELECT FROM cases.mailing b WHERE b.sent_again_as = m.id)
  AND EXISTS (SELECT FROM cases.mail_list l JOIN cases.result r ON r.dossier_id = m.dossier_id
    WHERE l.id = m.list_id AND r.status = 'valid' AND r.issued_at <= l.made_at)`;

/** Of a dossier `d` that is over: a paper of it waits for whom it belongs to, as `paperStandsOf` says. */
export const PAPER_WAITS = `(EXISTS (SELECT FROM work.task t WHERE t.subject_id = d.id AND t.ref = '${NEW_PAPER_REF}' AND t.state IN ('open', 'suspended'))
  OR EXISTS (SELECT FROM cases.mailing m WHERE m.dossier_id = d.id AND ${LETTER_BACK}))`;

import type { Queryable } from '#platform/db';

/** Money of a dossier that has to go back, or of which that has to be decided. Whole đồng. */
export type Returnable = {
  obligationId: string;
  dossierId: string;
  /** Whose money it is. */
  agencyId: string;
  code: string;
  payer: string;
  /** The fee. */
  name: string;
  /** Paid above what was asked; or the dossier ended without a result, as its status says; or the fee is no longer asked for. */
  why: 'over' | 'withdrawn' | 'refused' | 'declined' | 'stopped' | 'dropped';
  /** Still to be asked back; and what is asked back already and not paid out. */
  amount: number;
  asked: number;
  /** When the dossier ended; of what was paid too much, when that came; of what is no longer asked for, when it was dropped. */
  since: Date;
};

/**
 * Money at these agencies that was paid too much, or for dossiers that ended without a result, or for what is no longer asked for, as far as nobody has asked
 * it back; the newest first. Where somebody decided that the money of an ended dossier stays, it is not listed again.
 */
export const listReturnable = (
  q: Queryable,
  agencyIds: readonly string[],
  page: { limit: number; offset: number },
): Promise<Returnable[]> =>
  q.query<Returnable>(
    `WITH found AS (
       SELECT obligation_id FROM payments.journal_line WHERE account = 'overpaid' GROUP BY obligation_id HAVING sum(amount) < 0
       UNION SELECT id FROM payments.obligation WHERE state = 'cancelled' AND agency_id = ANY ($1::uuid[])
       UNION SELECT o.id FROM cases.dossier d JOIN payments.obligation o ON o.subject_id = d.id AND o.subject_kind = 'dossier'
         WHERE d.received_by = ANY ($1::uuid[]) AND d.status IN ('withdrawn', 'refused', 'declined', 'stopped')),
     held AS (
       SELECT o.id, o.agency_id, o.subject_id, o.reference, o.payer, o.name, o.state, o.asked_at, d.status, d.closed_at,
         s.held - s.owed_back AS held, s.overpaid, s.owed_back, r.undecided, r.kept, m.moved_at,
         d.status IN ('withdrawn', 'refused', 'declined', 'stopped') AS ended
       FROM found JOIN payments.obligation o ON o.id = found.obligation_id JOIN cases.dossier d ON d.id = o.subject_id
       CROSS JOIN LATERAL (SELECT * FROM payments.standing WHERE obligation_id = o.id) s
       CROSS JOIN LATERAL (
         SELECT max(j.at) AS moved_at FROM payments.journal_line l JOIN payments.journal j ON j.id = l.journal_id
         WHERE l.obligation_id = o.id AND (j.kind = 'cancel' OR l.account = 'overpaid' AND l.amount < 0)) m
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(amount) FILTER (WHERE decided_at IS NULL), 0)::bigint AS undecided, coalesce(bool_or(NOT approved), false) AS kept
         FROM payments.refund WHERE obligation_id = o.id) r
       WHERE o.subject_kind = 'dossier' AND o.agency_id = ANY ($1::uuid[])),
     due AS (
       SELECT *, (CASE WHEN (ended OR state = 'cancelled') AND NOT kept THEN held ELSE overpaid END) - undecided AS amount FROM held)
     SELECT id AS "obligationId", subject_id AS "dossierId", agency_id AS "agencyId", reference AS code, payer, name,
       CASE WHEN (ended OR state = 'cancelled') AND NOT kept THEN CASE WHEN ended THEN status ELSE 'dropped' END ELSE 'over' END AS why,
       amount, owed_back + undecided AS asked,
       coalesce(CASE WHEN ended AND NOT kept THEN closed_at END, moved_at, closed_at, asked_at) AS since
     FROM due WHERE amount > 0 ORDER BY since DESC, id LIMIT $2 OFFSET $3`,
    [agencyIds, page.limit, page.offset],
  );

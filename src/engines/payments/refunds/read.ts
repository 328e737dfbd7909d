import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Refund, Subject } from '../types.ts';

const COLUMNS = `r.id, r.agency_id AS "agencyId", r.obligation_id AS "obligationId", r.money_id AS "moneyId", r.amount, r.reason, r.way, r.payee,
  r.requested_at AS "requestedAt", r.requested_by AS "requestedBy", r.decided_at AS "decidedAt", r.decided_by AS "decidedBy", r.approved,
  r.decision_reason AS "decisionReason", r.paid_at AS "paidAt", r.paid_by AS "paidBy", r.paid_ref AS "paidRef"`;

/** Whether money of an obligation was given back, or has been asked back and not been refused. */
export const hasRefund = async (q: Queryable, obligationId: string): Promise<boolean> =>
  (await q.maybe(
    'SELECT 1 AS there FROM payments.refund WHERE obligation_id = $1 AND approved IS DISTINCT FROM false LIMIT 1',
    [obligationId],
  )) !== undefined;

/** Throws NOT_FOUND. */
export async function getRefund(q: Queryable, id: string): Promise<Refund> {
  const refund = await q.maybe<Refund>(`SELECT ${COLUMNS} FROM payments.refund r WHERE r.id = $1`, [id]);
  if (!refund) throw NotFound();
  return refund;
}

/** What was asked back of a subject's money, the oldest first. */
export const refundsOf = (q: Queryable, subject: Subject): Promise<Refund[]> =>
  q.query<Refund>(
    `SELECT ${COLUMNS} FROM payments.refund r JOIN payments.obligation o ON o.id = r.obligation_id
     WHERE o.subject_id = $1 AND o.subject_kind = $2 ORDER BY r.id`,
    [subject.id, subject.kind],
  );

/** What was asked back at these agencies, what still waits first, then the newest. */
export const listRefunds = (q: Queryable, agencyIds: readonly string[], limit: number): Promise<Refund[]> =>
  q.query<Refund>(
    `SELECT ${COLUMNS} FROM payments.refund r WHERE r.agency_id = ANY ($1::uuid[])
     ORDER BY (r.decided_at IS NULL OR (r.approved AND r.paid_at IS NULL)) DESC, r.id DESC LIMIT $2`,
    [agencyIds, limit],
  );

/** How many refunds wait for somebody: to be decided at the agencies of `decide`, to be paid out at those of `pay`; not those that he asked for. */
export const countRefundsFor = async (
  q: Queryable,
  accountId: string,
  { decide, pay }: { decide: readonly string[]; pay: readonly string[] },
): Promise<{ decide: number; pay: number }> =>
  decide.length || pay.length
    ? q.one<{ decide: number; pay: number }>(
        `SELECT count(*) FILTER (WHERE decided_at IS NULL AND agency_id = ANY ($2::uuid[]))::int AS decide,
           count(*) FILTER (WHERE decided_at IS NOT NULL AND agency_id = ANY ($3::uuid[]))::int AS pay
         FROM payments.refund WHERE requested_by <> $1 AND (decided_at IS NULL OR (approved AND paid_at IS NULL))
           AND agency_id = ANY ($2::uuid[] || $3::uuid[])`,
        [accountId, decide, pay],
      )
    : { decide: 0, pay: 0 };

/** Whether money that came in is asked back, and that has not been refused. */
export const openRefundOfMoney = async (q: Queryable, moneyId: string): Promise<boolean> =>
  (await q.maybe(
    'SELECT 1 AS there FROM payments.refund WHERE money_id = $1 AND approved IS DISTINCT FROM false LIMIT 1',
    [moneyId],
  )) !== undefined;

/** Of what is asked back of an obligation: what nobody has decided yet, in whole đồng. */
export const undecidedOf = async (q: Queryable, obligationId: string): Promise<number> =>
  (
    await q.one<{ sum: number }>(
      'SELECT coalesce(sum(amount), 0)::bigint AS sum FROM payments.refund WHERE obligation_id = $1 AND decided_at IS NULL',
      [obligationId],
    )
  ).sum;

/** What was given back in cash out of an agency's box on one day, in order. */
export const cashRefundsOfDay = (q: Queryable, agencyId: string, day: string): Promise<Refund[]> =>
  q.query<Refund>(
    `SELECT ${COLUMNS} FROM payments.refund r
     WHERE r.agency_id = $1 AND r.way = 'cash' AND (r.paid_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = $2::date ORDER BY r.paid_at, r.id`,
    [agencyId, day],
  );

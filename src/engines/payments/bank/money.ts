import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import type { Actor, Money, Subject } from '../types.ts';

const COLUMNS = `m.id, m.bank_account_id AS "bankAccountId", m.bank_ref AS "bankRef", m.amount, m.purpose, m.payer, m.booked_at AS "bookedAt",
  m.heard, m.heard_at AS "heardAt", m.in_statement_at AS "inStatementAt", m.contradiction, m.settlement_id AS "settlementId", m.subject_kind AS "subjectKind",
  m.subject_id AS "subjectId", m.state`;

/** Money that came in, by its id. */
export const findMoney = (q: Queryable, id: string): Promise<Money | undefined> =>
  q.maybe<Money>(`SELECT ${COLUMNS} FROM payments.money m WHERE m.id = $1`, [id]);

export const findMoneyByRef = (
  q: Queryable,
  bankAccountId: string,
  ref: string,
): Promise<Money | undefined> =>
  q.maybe<Money>(`SELECT ${COLUMNS} FROM payments.money m WHERE m.bank_account_id = $1 AND m.bank_ref = $2`, [
    bankAccountId,
    ref,
  ]);

/** The money, locked until the transaction ends. Throws NOT_FOUND. */
export async function lockMoney(tx: Tx, id: string): Promise<Money> {
  await tx.query('SELECT id FROM payments.money WHERE id = $1 FOR UPDATE', [id]);
  const money = await findMoney(tx, id);
  if (!money) throw NotFound();
  return money;
}

/** What came in by transfer for a subject, the oldest first. */
export const moneyOf = (q: Queryable, subject: Subject): Promise<Money[]> =>
  q.query<Money>(
    `SELECT ${COLUMNS} FROM payments.money m WHERE m.subject_id = $1 AND m.subject_kind = $2 ORDER BY m.id`,
    [subject.id, subject.kind],
  );

export type MoneyView = 'unmatched' | 'doubtful' | 'settled' | 'all';

const DAY_MS = 86_400_000;

/** A notice that no statement bears out within a day is doubtful; so is what the bank told in two ways. Until somebody has settled it. */
const DOUBTFUL = `m.settlement_id IS NULL AND
  (m.contradiction IS NOT NULL OR (m.in_statement_at IS NULL AND m.heard_at < $2::timestamptz - interval '1 day'))`;

/** As the view `doubtful`, of one. */
export const isDoubtful = (m: Money, now: Date): boolean =>
  m.settlementId === null && (m.contradiction !== null || isMissing(m, now));

/** Whether no statement has borne it out for longer than a day. */
export const isMissing = (m: Money, now: Date): boolean =>
  m.inStatementAt === null && now.getTime() - m.heardAt.getTime() > DAY_MS;

/** What the statement says of it, in whole đồng: nothing so far, what is booked, or another amount. */
export const inStatement = (m: Money): number | null =>
  m.contradiction?.heard === 'statement' ? m.contradiction.amount : m.inStatementAt ? m.amount : null;

/** How much of what is booked the statement does not bear out: that is never given back. */
export const unprovenOf = (m: Money): number => Math.max(0, m.amount - (inStatement(m) ?? 0));

/**
 * What came in on the accounts of these agencies, the newest first. `doubtful`: the bank's statement says otherwise, or nothing, and nobody
 * has settled it; `settled`: somebody has.
 */
export const listMoney = (
  q: Queryable,
  agencyIds: readonly string[],
  view: MoneyView,
  now: Date,
  page: { limit: number; offset: number },
): Promise<Array<Money & { agencyId: string }>> =>
  q.query(
    `SELECT ${COLUMNS}, a.agency_id AS "agencyId" FROM payments.money m JOIN payments.bank_account a ON a.id = m.bank_account_id
     WHERE a.agency_id = ANY ($1::uuid[]) AND $2::timestamptz IS NOT NULL
       AND CASE $3 WHEN 'unmatched' THEN m.state = 'unmatched' AND m.amount > 0 WHEN 'doubtful' THEN ${DOUBTFUL}
         WHEN 'settled' THEN m.settlement_id IS NOT NULL ELSE true END
     ORDER BY m.booked_at DESC, m.id DESC LIMIT $4 OFFSET $5`,
    [agencyIds, now, view, page.limit, page.offset],
  );

/** Money of the whole province that nobody knows the purpose of: how often, and since when. */
export const countUnmatched = (q: Queryable): Promise<{ n: number; since: Date | null }> =>
  q.one<{ n: number; since: Date | null }>(
    "SELECT count(*)::int AS n, min(heard_at) AS since FROM payments.money WHERE state = 'unmatched' AND amount > 0",
  );

/** Appends what happened to money that came in, with where it stands now. */
export const recordMoney = (
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  money: Money,
  actor: Actor,
  kind: 'money-in' | 'money-assigned' | 'money-returned' | 'money-contradicted' | 'money-corrected',
  body: Record<string, unknown> = {},
  personal: Record<string, unknown> = {},
) =>
  ledger.append(tx, {
    kind: `payment.${kind}`,
    subject: `bank-money:${money.id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId,
    at: actor.at,
    body: {
      amount: money.amount,
      state: money.state,
      of: money.subjectId && `${money.subjectKind}:${money.subjectId}`,
      ...body,
    },
    personal,
  });

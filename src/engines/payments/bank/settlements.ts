import type { Queryable, Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Actor, Money, Settlement } from '../types.ts';

const COLUMNS = `id, money_id AS "moneyId", decision, before, after, statement, reason, settled_at AS "settledAt",
  settled_by AS "settledBy", undone_at AS "undoneAt", undone_by AS "undoneBy"`;

/** All that was ever settled of these, by their money, the newest first; undone ones too. */
export const settlementsOf = (q: Queryable, moneyIds: readonly string[]): Promise<Settlement[]> =>
  q.query<Settlement>(
    `SELECT ${COLUMNS} FROM payments.money_settlement WHERE money_id = ANY ($1::uuid[]) ORDER BY id DESC`,
    [moneyIds],
  );

/** How often money of the same subject was moved; of money that is nobody's, how often itself. */
export const movementsOf = async (q: Queryable, m: Money): Promise<number> =>
  (
    await q.one<{ n: number }>(
      `SELECT count(DISTINCT l.journal_id)::int AS n FROM payments.journal_line l LEFT JOIN payments.obligation o ON o.id = l.obligation_id
       WHERE CASE WHEN $2::uuid IS NULL THEN l.money_id = $1 ELSE o.subject_id = $2 AND o.subject_kind = $3 END`,
      [m.id, m.subjectId, m.subjectKind],
    )
  ).n;

/** Whether any of it has been asked back since. */
export const askedBackSince = async (q: Queryable, m: Money, since: Date): Promise<boolean> =>
  (await q.maybe(
    `SELECT 1 AS there FROM payments.refund r LEFT JOIN payments.obligation o ON o.id = r.obligation_id
     WHERE (r.money_id = $1 OR (o.subject_id = $2 AND o.subject_kind = $3)) AND r.requested_at >= $4 LIMIT 1`,
    [m.id, m.subjectId, m.subjectKind, since],
  )) !== undefined;

/** Appends that something was settled, or is so no longer. */
export const recordSettlement = (
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  s: Settlement,
  actor: Actor,
  kind: 'settlement-made' | 'settlement-undone',
) =>
  ledger.append(tx, {
    kind: `payment.${kind}`,
    subject: `bank-settlement:${s.id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId,
    at: actor.at,
    body: {
      money: s.moneyId,
      decision: s.decision,
      before: s.before,
      after: s.after,
      undone: s.undoneAt !== null,
    },
    ...(kind === 'settlement-made' ? { personal: { reason: s.reason } } : {}),
  });

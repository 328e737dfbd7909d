import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import type { Actor } from '../types.ts';

export type Account =
  | 'receivable'
  | 'revenue'
  | 'cash'
  | 'bank'
  | 'in-transit'
  | 'difference'
  | 'unmatched'
  | 'overpaid'
  | 'refundable';

/** One side of a movement: a debit is positive, a credit negative; whole đồng. */
export type Line = { account: Account; amount: number; obligationId?: string; moneyId?: string };

export type Posting = {
  kind:
    | 'charge'
    | 'adjust'
    | 'cancel'
    | 'cash'
    | 'cash-reversal'
    | 'transfer'
    | 'apply'
    | 'assign'
    | 'refund'
    | 'refund-paid'
    | 'close'
    | 'correct';
  agencyId: string;
  /** Local day, when not that of the act. */
  day?: string;
  lines: readonly Line[];
};

/**
 * Writes a movement into the journal and returns its id; lines of nothing are left out. That its lines sum to zero, and that
 * nothing of an obligation comes to stand on the wrong side, the database checks when the transaction ends.
 */
export async function post(tx: Tx, posting: Posting, actor: Actor): Promise<string> {
  const id = newId();
  const lines = posting.lines.filter(l => l.amount !== 0);
  await tx.run(
    'INSERT INTO payments.journal (id, kind, agency_id, day, at, actor) VALUES ($1, $2, $3, $4::date, $5, $6)',
    [id, posting.kind, posting.agencyId, posting.day ?? localDate(actor.at), actor.at, actor.accountId],
  );
  await tx.run(
    `INSERT INTO payments.journal_line (journal_id, n, account, amount, obligation_id, money_id)
     SELECT $1, l.n, l.account, l.amount, l.obligation, l.money
     FROM unnest($2::text[], $3::bigint[], $4::uuid[], $5::uuid[]) WITH ORDINALITY AS l (account, amount, obligation, money, n)`,
    [
      id,
      lines.map(l => l.account),
      lines.map(l => l.amount),
      lines.map(l => l.obligationId ?? null),
      lines.map(l => l.moneyId ?? null),
    ],
  );
  return id;
}

/** The lines of a movement, in order. */
export const linesOf = (tx: Tx, journalId: string): Promise<Line[]> =>
  tx.query<Line>(
    `SELECT account, amount, obligation_id AS "obligationId", money_id AS "moneyId"
     FROM payments.journal_line WHERE journal_id = $1 ORDER BY n`,
    [journalId],
  );

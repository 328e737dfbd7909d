import type { BankTransaction } from '#engines/payments';
import { newId, type Queryable } from '#platform/db';

/** How the simulated bank tells of a payment. `contradicts`: its notice names another amount than its statement. */
export const TELLINGS = ['once', 'twice', 'late', 'late-twice', 'never', 'contradicts'] as const;
export type Telling = (typeof TELLINGS)[number];

export type SimulatedTransaction = BankTransaction & {
  n: number;
  bin: string;
  number: string;
  telling: Telling;
};

const COLUMNS = `n, ref, bin, number, amount, purpose, payer, to_char(booked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "bookedAt",
  telling`;

/** Books a payment at the simulated bank. */
export function book(
  q: Queryable,
  t: Pick<SimulatedTransaction, 'bin' | 'number' | 'amount' | 'purpose' | 'telling'> & { payer: string },
  at: Date,
): Promise<SimulatedTransaction> {
  return q.one<SimulatedTransaction>(
    `INSERT INTO bank_simulator.transaction (ref, bin, number, amount, purpose, payer, booked_at, telling)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
    [
      `MP${newId().replaceAll('-', '').slice(0, 20).toUpperCase()}`,
      t.bin,
      t.number,
      t.amount,
      t.purpose,
      t.payer,
      at,
      t.telling,
    ],
  );
}

export const findTransaction = (q: Queryable, n: number): Promise<SimulatedTransaction | undefined> =>
  q.maybe<SimulatedTransaction>(`SELECT ${COLUMNS} FROM bank_simulator.transaction WHERE n = $1`, [n]);

/** A page of an account's statement: booked in the span, after the transaction `after`, the oldest first. */
export const statementOf = (
  q: Queryable,
  of: { bin: string; number: string; from: Date; to: Date; after: number; limit: number },
): Promise<SimulatedTransaction[]> =>
  q.query<SimulatedTransaction>(
    `SELECT ${COLUMNS} FROM bank_simulator.transaction
     WHERE bin = $1 AND number = $2 AND booked_at >= $3 AND booked_at <= $4 AND n > $5 ORDER BY n LIMIT $6`,
    [of.bin, of.number, of.from, of.to, of.after, of.limit],
  );

export type Told = SimulatedTransaction & { calls: number; status: number | null };

/** The newest payments, each with how often it was told and what was answered last. */
export const latest = (q: Queryable, limit: number): Promise<Told[]> =>
  q.query<Told>(
    `SELECT ${COLUMNS}, (SELECT count(*) FROM bank_simulator.call c WHERE c.transaction = n) AS calls,
       (SELECT status FROM bank_simulator.call c WHERE c.transaction = n ORDER BY sent_at DESC LIMIT 1) AS status
     FROM bank_simulator.transaction ORDER BY n DESC LIMIT $1`,
    [limit],
  );

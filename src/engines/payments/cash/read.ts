import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Receipt, Subject } from '../types.ts';

const COLUMNS = `id, agency_id AS "agencyId", year, number, day, subject_kind AS "subjectKind", subject_id AS "subjectId", reference,
  payer, items, amount, received_at AS "receivedAt", received_by AS "receivedBy", received_post AS "receivedPost",
  cancelled_at AS "cancelledAt", cancelled_by AS "cancelledBy", cancel_reason AS "cancelReason"`;

/** A receipt for cash, also one that was cancelled. */
export const findReceipt = (q: Queryable, id: string): Promise<Receipt | undefined> =>
  q.maybe<Receipt>(`SELECT ${COLUMNS} FROM payments.receipt WHERE id = $1`, [id]);

/** As `findReceipt`. Throws NOT_FOUND. */
export async function getReceipt(q: Queryable, id: string): Promise<Receipt> {
  const receipt = await findReceipt(q, id);
  if (!receipt) throw NotFound();
  return receipt;
}

/** The receipt, locked until the transaction ends. Throws NOT_FOUND. */
export async function lockReceipt(tx: Tx, id: string): Promise<Receipt> {
  await tx.query('SELECT id FROM payments.receipt WHERE id = $1 FOR UPDATE', [id]);
  return getReceipt(tx, id);
}

/** Receipts given for a subject, the oldest first; cancelled ones too. */
export const receiptsOf = (q: Queryable, subject: Subject): Promise<Receipt[]> =>
  q.query<Receipt>(
    `SELECT ${COLUMNS} FROM payments.receipt WHERE subject_id = $1 AND subject_kind = $2 ORDER BY id`,
    [subject.id, subject.kind],
  );

/** SQL that gives the subjects of a kind for which a receipt of this number was given, of one year or of any; cancelled ones too. */
export const subjectsOfReceipt = (
  { kind, number, year }: { kind: string; number: number; year?: number },
  bind: (value: unknown) => string,
): string =>
  `SELECT r.subject_id FROM payments.receipt r WHERE r.number = ${bind(number)}::int AND r.subject_kind = ${bind(kind)}${year ? ` AND r.year = ${bind(year)}::int` : ''}`;

/** Receipts of an agency on one day, by number; cancelled ones too. */
export const receiptsOfDay = (q: Queryable, agencyId: string, day: string): Promise<Receipt[]> =>
  q.query<Receipt>(
    `SELECT ${COLUMNS} FROM payments.receipt WHERE agency_id = $1 AND day = $2::date ORDER BY year, number`,
    [agencyId, day],
  );

import { accountNames } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { AppError } from '#platform/errors';
import { ComplaintMoved, ComplaintSettled } from './errors.ts';
import type { Complaint } from './types.ts';
import { withdrawnError } from './withdrawn-error.ts';

/** Of one that was settled: who signed which decision, and when. */
export async function settledWords(
  q: Queryable,
  { number, settledBy, decisionNumber, closedAt }: Complaint,
): Promise<{ number: string; who: string; decision: string; at: string }> {
  const who = settledBy ? ((await accountNames(q, [settledBy])).get(settledBy) ?? '') : '';
  return { number, who, decision: decisionNumber ?? '', at: closedAt ? formatDateTime(closedAt) : '' };
}

/** What is thrown to who comes second: who withdrew the complaint, or signed its decision; else that it has moved on. */
export async function movedError(q: Queryable, complaint: Complaint): Promise<AppError> {
  if (complaint.status === 'withdrawn') return withdrawnError(complaint);
  if (complaint.status === 'settled') return ComplaintSettled(await settledWords(q, complaint));
  return ComplaintMoved({ number: complaint.number });
}

import { accountNames } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { AppError } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import { whoDid } from './data/who-did.ts';
import { ComplaintDeclined, ComplaintMoved, ComplaintSettled, ComplaintTakenOn } from './errors.ts';
import type { Complaint, Status } from './types.ts';
import { withdrawnError } from './withdrawn-error.ts';

/** Of one that was settled: who signed which decision, and when. */
export async function settledWords(
  q: Queryable,
  { number, settledBy, decisionNumber, closedAt }: Complaint,
): Promise<{ number: string; who: string; decision: string; at: string }> {
  const who = settledBy ? ((await accountNames(q, [settledBy])).get(settledBy) ?? '') : '';
  return { number, who, decision: decisionNumber ?? '', at: closedAt ? formatDateTime(closedAt) : '' };
}

const FIRST: Partial<Record<Status, typeof ComplaintTakenOn>> = {
  'taken-on': ComplaintTakenOn,
  declined: ComplaintDeclined,
};

/**
 * What is thrown to who comes second: who withdrew the complaint, or signed its decision; by its `ledger` who took it on, or did not; else that it
 * has moved on.
 */
export async function movedError(
  q: Queryable,
  complaint: Complaint,
  ledger?: Pick<Ledger, 'history'>,
): Promise<AppError> {
  if (complaint.status === 'withdrawn') return withdrawnError(complaint);
  if (complaint.status === 'settled') return ComplaintSettled(await settledWords(q, complaint));
  const error = FIRST[complaint.status];
  const first = ledger && error && (await whoDid(q, ledger, complaint, complaint.status));
  if (first) return error({ number: complaint.number, who: first.who, at: first.at });
  return ComplaintMoved({ number: complaint.number });
}

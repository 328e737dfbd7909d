import { formatDateTime } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { AppError } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import { whoDid } from './data/who-did.ts';
import { ComplaintComplex, ComplaintMoved, ComplaintOverdue, ComplaintProlonged } from './errors.ts';
import { settleLimit } from './rules/limits.ts';
import type { Complaint } from './types.ts';

/**
 * Why a complaint that was taken on gets no more time at `at`: somebody has taken it, or has taken the complaint on as complex (by its `ledger` who, and
 * when), or its time is over; undefined where it may be prolonged.
 */
export async function noMoreTime(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  complaint: Complaint,
  at: Date,
): Promise<AppError | undefined> {
  const { number, level, remote, complex, takenOnAt, settleDue } = complaint;
  if (!takenOnAt || !settleDue) return ComplaintMoved({ number });
  const { article, law } = settleLimit(level, { complex: true, remote });
  const until = { number, due: formatDateTime(settleDue), article, law };
  if (!complex) return settleDue < at ? ComplaintOverdue(until) : undefined;
  const prolonged = await whoDid(q, ledger, complaint, 'prolonged');
  if (prolonged) return ComplaintProlonged({ ...until, who: prolonged.who, at: prolonged.at });
  const taken = await whoDid(q, ledger, complaint, 'taken-on');
  return taken ? ComplaintComplex({ ...until, who: taken.who, at: taken.at }) : ComplaintMoved({ number });
}

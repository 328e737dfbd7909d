import { type Actor, optionalText, writtenReason } from '#engines/cases';
import { due, loadCalendar } from '#engines/worktime';
import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { lockComplaint } from '../data/read.ts';
import { ComplaintMoved } from '../errors.ts';
import { movedError } from '../moved-error.ts';
import { noMoreTime } from '../no-more-time.ts';
import { type Circumstances, settleLimit } from '../rules/limits.ts';
import { type Complaint, OPEN, type Status } from '../types.ts';
import { endFirstDuty, lockFirst } from './first-duty.ts';
import { record } from './record.ts';

/** The complaint, locked, where it is in that status. Throws NOT_FOUND, and what `movedError` says. */
async function lockAt(
  tx: Tx,
  ledger: Pick<Ledger, 'history'>,
  id: string,
  status: Status,
): Promise<Complaint> {
  const complaint = await lockComplaint(tx, id);
  if (complaint.status !== status) throw await movedError(tx, complaint, ledger);
  return complaint;
}

/**
 * The agency takes a complaint on (thụ lý, articles 27, 36): from now on it has the law's time to settle it, longer where the matter
 * is complex or the place remote. Throws NOT_FOUND, COMPLAINT_MOVED.
 */
export async function takeOn(
  tx: Tx,
  ledger: Pick<Ledger, 'append' | 'history'>,
  { id, ...circumstances }: { id: string } & Circumstances,
  actor: Actor,
): Promise<Complaint> {
  const before = await lockAt(tx, ledger, id, 'received');
  const limit = settleLimit(before.level, circumstances);
  const { at } = due(actor.at, limit, await loadCalendar(tx, before.agencyId, actor.at));
  await tx.run(
    `UPDATE complaints.complaint SET status = 'taken-on', taken_on_at = $2, taken_on_by = $3, complex = $4, remote = $5,
       settle_limit = $6, settle_due = $7 WHERE id = $1`,
    [id, actor.at, actor.accountId, circumstances.complex, circumstances.remote, JSON.stringify(limit), at],
  );
  const complaint = await lockComplaint(tx, id);
  await record(tx, ledger, complaint, actor, 'taken-on', circumstances);
  return complaint;
}

/**
 * The agency does not take a complaint on, and says why (article 11). The complainant may mend it and complain again. Throws NOT_FOUND,
 * COMPLAINT_MOVED, REASON_MISSING, REASON_TOO_LONG, TEXT_UNPRINTABLE.
 */
export async function decline(
  tx: Tx,
  ledger: Pick<Ledger, 'append' | 'history'>,
  input: { id: string; reason: string },
  actor: Actor,
): Promise<Complaint> {
  const reason = writtenReason(input.reason);
  const first = await lockFirst(tx, await lockAt(tx, ledger, input.id, 'received'));
  await tx.run(
    `UPDATE complaints.complaint SET status = 'declined', closed_at = $2, declined_reason = $3 WHERE id = $1`,
    [input.id, actor.at, reason],
  );
  const complaint = await lockComplaint(tx, input.id);
  await record(tx, ledger, complaint, actor, 'declined', {}, { reason });
  await endFirstDuty(tx, ledger, { first, second: complaint }, actor);
  return complaint;
}

/**
 * A matter turns out to be complex: the law gives more time, counted from when it was taken on, and once; while the first time runs. Throws
 * NOT_FOUND, what `movedError` and `noMoreTime` say, REASON_MISSING, REASON_TOO_LONG, TEXT_UNPRINTABLE.
 */
export async function prolong(
  tx: Tx,
  ledger: Pick<Ledger, 'append' | 'history'>,
  input: { id: string; reason: string },
  actor: Actor,
): Promise<Complaint> {
  const reason = writtenReason(input.reason);
  const before = await lockAt(tx, ledger, input.id, 'taken-on');
  const refusal = await noMoreTime(tx, ledger, before, actor.at);
  if (refusal) throw refusal;
  const { level, remote } = before;
  const [takenOnAt, settleDue] = [before.takenOnAt!, before.settleDue!];
  const limit = settleLimit(level, { complex: true, remote });
  const { at } = due(takenOnAt, limit, await loadCalendar(tx, before.agencyId, actor.at));
  await tx.run(
    'UPDATE complaints.complaint SET complex = true, settle_limit = $2, settle_due = $3 WHERE id = $1',
    [input.id, JSON.stringify(limit), at],
  );
  const complaint = await lockComplaint(tx, input.id);
  await record(tx, ledger, complaint, actor, 'prolonged', { dueBefore: settleDue.toISOString() }, { reason });
  return complaint;
}

/** The complainant takes it back, at any time before it is settled (article 10). Throws NOT_FOUND, COMPLAINT_MOVED, REASON_TOO_LONG. */
export async function withdrawComplaint(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  input: { id: string; reason: string },
  actor: Actor,
): Promise<Complaint> {
  const reason = optionalText(input.reason);
  const before = await lockComplaint(tx, input.id);
  if (!OPEN.has(before.status)) throw ComplaintMoved({ number: before.number });
  const first = await lockFirst(tx, before);
  await tx.run(`UPDATE complaints.complaint SET status = 'withdrawn', closed_at = $2 WHERE id = $1`, [
    input.id,
    actor.at,
  ]);
  const complaint = await lockComplaint(tx, input.id);
  await record(tx, ledger, complaint, actor, 'withdrawn', {}, reason ? { reason } : {});
  await endFirstDuty(tx, ledger, { first, second: complaint }, actor);
  return complaint;
}

import { nextNumber } from '#engines/numbering';
import { isTooEarly, renew } from '#engines/worktime';
import { formatDateTime, localParts } from '#platform/clock';
import type { Tx } from '#platform/db';
import { recountSteps } from '../deadlines/step-due.ts';
import type { CaseDeps } from '../deps.ts';
import { ApologyTooEarly, NewDateUnreadable } from '../errors.ts';
import { recountTimers } from '../process/timers.ts';
import { findApology, lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { asClockApology, calendarOf, recount } from './deadline.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { writtenReason } from './written.ts';

/**
 * The agency apologises in writing for not being in time, and gives one new date (form 04; Decree 61/2018/NĐ-CP, article 19). The
 * new date replaces the due time; a second apology is refused by the database.
 *
 * | refusal | when |
 * | --- | --- |
 * | REASON_MISSING, REASON_TOO_LONG | the applicant is not told why, or at too great length |
 * | NEW_DATE_UNREADABLE | `newDate` is no day, `YYYY-MM-DD` |
 * | NEW_DATE_NOT_LATER, NEW_DATE_CLOSED | it is not after the due time, or nobody works on it |
 * | NEW_DATE_TOO_FAR | it adds more than the limit once again, and more than five working days |
 * | APOLOGY_TOO_EARLY | it is neither late nor near its due time (`isTooEarly`) |
 * | APOLOGY_ALREADY_GIVEN | there has been one |
 * | ACT_NOT_ALLOWED_NOW | the dossier has its result, is closed, or waits for its applicant |
 */
export const apologise = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; newDate: string; reason: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    if (!isDay(input.newDate)) throw NewDateUnreadable();
    const before = await lockDossier(tx, input.dossierId);
    const dossier = await move(tx, before, 'apologise', actor.at);
    const calendar = await calendarOf(tx, dossier);
    const { dueAt, timeLimit: limit } = before;
    const given = asClockApology(await findApology(tx, dossier.id));
    if (!given && isTooEarly({ dueAt, at: actor.at, limit, calendar }))
      throw ApologyTooEarly({ due: formatDateTime(dueAt) });
    const { until, inTime } = renew({
      dueAt: before.dueAt,
      newDate: input.newDate,
      at: actor.at,
      limit: dossier.timeLimit,
      given,
      calendar,
    });
    const { year } = localParts(actor.at);
    const agencyId = dossier.agencyId;
    const number = await nextNumber(tx, { agencyId, kind: 'apology', period: String(year) });
    await tx.run(
      `INSERT INTO cases.apology (dossier_id, number, year, given_at, given_by, given_post, agency_id, reason, due_before, until, in_time)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        dossier.id,
        number,
        year,
        actor.at,
        actor.accountId,
        actor.postId,
        agencyId,
        reason,
        before.dueAt,
        until,
        inTime,
      ],
    );
    const renewed = await recount(tx, dossier, actor.at);
    await recountSteps(tx, renewed);
    await recountTimers(tx, renewed, actor.at);
    await record(
      tx,
      deps.ledger,
      renewed,
      actor,
      'apologised',
      { number: `${number}/${year}`, dueBefore: before.dueAt.toISOString(), inTime },
      { reason },
    );
    return renewed;
  },
);

function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

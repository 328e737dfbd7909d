import {
  type CashDay,
  cashAfter,
  cashCarriedInto,
  cashInBox,
  cashRefundsOfDay,
  findCashDay,
  findOpenBefore,
  type Receipt,
  type Refund,
  receiptsOfDay,
} from '#engines/payments';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { agencyIn } from '../reach.ts';
import { receiptsSeen, refundsSeen, sightAt } from '../sight.ts';
import { agencyNames, peopleNames } from '../view.ts';

/** The cash of an agency on one day, with everything that made it up. Amounts are whole đồng. */
export type DayBook = {
  day: CashDay;
  agencyName: string;
  receipts: Receipt[];
  /** Paid back out of the box. */
  refunds: Refund[];
  /** Receipts that stand, less what was paid back. */
  sum: number;
  /** Left from earlier days that were not closed. */
  opening: number;
  /** Receipts that stand; what was paid back. */
  taken: number;
  paidBack: number;
  /** What was counted at the close and handed in; 0 while the day is open. */
  handedIn: number;
  /** Found too much or too little at the close. */
  difference: number;
  /** What is left after that. */
  closing: number;
  /** The oldest day before it that is open, and is closed first; of an open day only. */
  openBefore: CashDay | undefined;
  /** What came in after the day and lies in the same box; of an open day only, 0 else. */
  after: number;
  names: ReadonlyMap<string, string>;
};

/** The day of the address as who may see the money of its agency may read it. Throws NotFound. */
export async function loadDay(ctx: Ctx, permission = 'payment.read'): Promise<DayBook> {
  const agencyId = await agencyIn(ctx, permission, ctx.req.params.agency);
  const date = ctx.req.params.day ?? '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date));
  const day = isDay ? await findCashDay(ctx.db, agencyId, date) : undefined;
  if (!day) throw NotFound();
  const sight = await sightAt(ctx, agencyId);
  const kept = await receiptsOfDay(ctx.db, agencyId, date);
  const payers = kept.map(r => r.payer);
  const receipts = await receiptsSeen(ctx, sight, kept);
  const refunds = await refundsSeen(ctx, () => sight, await cashRefundsOfDay(ctx.db, agencyId, date));
  const sum = day.expected ?? (await cashInBox(ctx.db, agencyId, date));
  const opening = await cashCarriedInto(ctx.db, agencyId, date, day.closedAt ?? ctx.clock.now());
  const handedIn = day.counted ?? 0;
  const difference = day.closedAt ? handedIn - sum : 0;
  return {
    opening,
    taken: receipts.reduce((all, r) => all + (r.cancelledAt ? 0 : r.amount), 0),
    paidBack: refunds.reduce((all, r) => all + r.amount, 0),
    handedIn,
    difference,
    closing: opening + sum + difference - handedIn,
    openBefore: day.closedAt ? undefined : await findOpenBefore(ctx.db, agencyId, date),
    after: day.closedAt ? 0 : await cashAfter(ctx.db, agencyId, date),
    day: day.reason === null ? day : { ...day, reason: sight.words(day.reason, payers) },
    agencyName: (await agencyNames(ctx, [agencyId])).get(agencyId) ?? '',
    receipts,
    refunds,
    sum,
    names: await peopleNames(ctx, [
      ...receipts.flatMap(r => [r.receivedBy, r.cancelledBy]),
      ...refunds.map(r => r.paidBy),
      day.closedBy,
    ]),
  };
}

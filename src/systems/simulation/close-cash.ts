import {
  agenciesWithOpenCash,
  cashInBox,
  closeCashDay,
  listCashDays,
  paymentsService,
  receiptsOfDay,
} from '#engines/payments';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';

/** Days of an agency's cash that are looked at: more have never been open. */
const MOST = 2_000;
/** An agency's last day of cash is left to be closed by hand, unless it is older. */
const LEFT_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Closes the cash of a demo as offices do: each day in its order, in the evening, by who took the last receipt, with what the book says. The last day of
 * each agency stays open, so that somebody finds one to close. Returns how many were closed; again it closes none.
 */
export async function closeCash(env: Env): Promise<number> {
  const now = env.clock.now();
  const left = localDate(new Date(now.getTime() - LEFT_DAYS * DAY_MS));
  let closed = 0;
  for (const agencyId of await agenciesWithOpenCash(env.db)) {
    const open = await listCashDays(env.db, [agencyId], { open: true, limit: MOST, offset: 0 });
    const days = open.filter((d, i) => i > 0 || d.day < left).reverse();
    await env.db.tx(async tx => {
      for (const { day } of days) {
        const last = (await receiptsOfDay(tx, agencyId, day)).at(-1);
        if (!last) return;
        const evening = new Date(`${day}T17:00:00+07:00`);
        const at = last.receivedAt > evening ? last.receivedAt : evening;
        const actor = { accountId: last.receivedBy, postId: last.receivedPost, agencyId, at };
        const counted = await cashInBox(tx, agencyId, day);
        await closeCashDay(tx, env.get(paymentsService), { agencyId, day, counted, reason: '' }, actor);
        closed++;
      }
    });
  }
  return closed;
}

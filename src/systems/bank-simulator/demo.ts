import { listAgencies } from '#engines/organisation';
import { bankAccountFor, bankService } from '#engines/payments';
import { localDate, localInstant } from '#platform/clock';
import type { Env } from '#platform/env';
import { arrangeNotices } from './tell.ts';
import { book, latest } from './transactions.ts';

const MINUTE_MS = 60_000;

/** What people wrote who did not copy the purpose from the page: whose it is, somebody has to find out. */
const PAID = [
  { payer: 'LY THI SUA', amount: 100_000, purpose: 'nop le phi ho kinh doanh', minutes: 170 },
  { payer: 'TRAN VAN LUC', amount: 200_000, purpose: 'phi ly lich tu phap cho con', minutes: 95 },
  { payer: 'VANG SEO PHU', amount: 80_000, purpose: 'VANG SEO PHU chuyen tien', minutes: 20 },
] as const;

/** A few payments to the province of a demo that name no dossier, told as a bank does. Again none is booked. */
export async function payUnknown(env: Env): Promise<void> {
  if (!env.get(bankService).simulated || (await latest(env.db, 1)).length) return;
  const now = env.clock.now();
  const [province] = await listAgencies(env.db, localDate(now), ['provincial-committee']);
  const account = province && (await bankAccountFor(env.db, province.id, now));
  if (!account) return;
  await env.db.tx(async tx => {
    for (const { minutes, ...paid } of PAID) {
      // The account is of today: no statement of it goes further back.
      const at = new Date(
        Math.max(now.getTime() - minutes * MINUTE_MS, localInstant(localDate(now)).getTime()),
      );
      const booked = await book(
        tx,
        { ...paid, bin: account.bin, number: account.number, telling: 'once' },
        at,
      );
      await arrangeNotices(tx, booked, now);
    }
  });
}

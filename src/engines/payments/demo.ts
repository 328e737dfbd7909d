import { listAgencies } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { setBankAccount } from './bank/set-account.ts';

// NAPAS gives 97xxxx: a bank of this number is none, and no application finds it.
const BIN = '999999';
const BANK = 'Ngân hàng mô phỏng';

/** The demo's bank accounts: the province's, which all units use, and one of a commune. They exist nowhere, and say so. */
export async function loadDemoAccounts(env: Env): Promise<void> {
  const now = env.clock.now();
  const today = localDate(now);
  const actor = { accountId: 'system', postId: null, agencyId: null, at: now };
  const [province] = await listAgencies(env.db, today, ['provincial-committee']);
  const commune = (await listAgencies(env.db, today, ['commune-committee'])).find(a =>
    a.name.endsWith('xã Bắc Hà'),
  );
  await env.db.tx(async tx => {
    for (const [agency, number] of [
      [province, '0000000015'],
      [commune, '0000000016'],
    ] as const)
      if (agency)
        await setBankAccount(
          tx,
          env.get(ledgerService),
          { agencyId: agency.id, bin: BIN, bankName: BANK, number, holder: agency.name, invented: true },
          actor,
        );
  });
}

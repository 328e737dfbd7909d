import { defineService, type Env } from '#platform/env';
import type { BankAccount } from '../types.ts';
import { httpBank } from './http-port.ts';
import type { BankTransaction } from './transaction.ts';

/** A bank that tells what came in. */
export type BankPort = {
  /**
   * Everything booked on the account in a span, the oldest first. Throws when the bank does not answer, or not in its protocol:
   * what came before that is good.
   */
  statement(account: BankAccount, since: Date, until: Date): AsyncIterable<BankTransaction>;
};

/**
 * The bank of this installation. `secret`: notices are signed with it; null where no bank is connected. `simulated`: it is the demo's,
 * and no money moves.
 */
export type Bank = { secret: Buffer | null; port: BankPort | null; simulated: boolean };

export const bankService = defineService<Bank>('payments.bank');

/** Where the demo's simulated bank answers, on this same program. */
export const SIMULATED_BANK = '/api/simulated-bank';
/** And where people pay there. */
export const SIMULATED_BANK_PAGE = '/mo-phong/ngan-hang';

/** The bank that the settings name; in a demo without them the simulated one. */
export function provideBank({ config, site, secrets, clock }: Env): Bank {
  const simulated = site.demo && !config.BANK_URL && !config.BANK_SECRET;
  const secret = config.BANK_SECRET
    ? Buffer.from(config.BANK_SECRET)
    : simulated
      ? secrets.secretFor('payments.bank')
      : null;
  const url = simulated ? `${site.baseUrl}${SIMULATED_BANK}` : config.BANK_URL;
  return { secret, simulated, port: url && secret ? httpBank(url, secret, clock) : null };
}

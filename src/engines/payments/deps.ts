import { defineService, type Env } from '#platform/env';
import { type Ledger, ledgerService } from '#platform/ledger';
import { type Payable, payable } from './payable.ts';

/** What moving money works with beside the transaction. */
export type PaymentDeps = { env: Env; ledger: Ledger; payables: readonly Payable[] };

export const paymentsService = defineService<PaymentDeps>('payments');

/** What the acts on money work with, in this environment. */
export const providePayments = (env: Env): PaymentDeps => ({
  env,
  ledger: env.get(ledgerService),
  payables: env.extensions(payable),
});

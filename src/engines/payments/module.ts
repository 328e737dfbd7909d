import { defineModule, provide } from '#platform/module';
import { paymentsService, providePayments } from './deps.ts';
import { entries } from './entries.ts';
import { stateChecks } from './state-checks.ts';

const PERMISSIONS = ['read', 'set', 'receive', 'close', 'assign', 'refund', 'approve-refund', 'manage'];

/** Fees and charges: what is to be paid, cash and transfers, refunds; double entry. */
export const payments = defineModule({
  id: 'payments',
  layer: 'engine',
  needs: ['organisation', 'numbering'],
  folder: import.meta.dirname,
  services: [provide(paymentsService, providePayments)],
  permissions: PERMISSIONS.map(p => ({ id: `payment.${p}` })),
  entries,
  stateChecks,
});

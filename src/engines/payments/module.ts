import { defineModule, provide } from '#platform/module';
import { noticeRoute } from './bank/notice.ts';
import { bankService, provideBank } from './bank/port.ts';
import { reconcile } from './bank/reconcile.ts';
import { loadDemoAccounts } from './demo.ts';
import { paymentsService, providePayments } from './deps.ts';
import { entries } from './entries.ts';
import { stateChecks } from './state-checks.ts';

const PERMISSIONS = [
  'read',
  'set',
  'receive',
  'close',
  'assign',
  'settle',
  'refund',
  'approve-refund',
  'pay-refund',
  'manage',
];

/** Fees and charges: what is to be paid, cash and transfers, refunds; double entry. */
export const payments = defineModule({
  id: 'payments',
  layer: 'engine',
  needs: ['organisation', 'numbering'],
  folder: import.meta.dirname,
  services: [provide(paymentsService, providePayments), provide(bankService, provideBank)],
  routes: [noticeRoute],
  permissions: PERMISSIONS.map(p => ({ id: `payment.${p}` })),
  entries,
  stateChecks,
  demo: loadDemoAccounts,
  jobs: [
    {
      name: 'payments.reconcile',
      cron: '*/10 * * * *',
      run: async (_payload, env) => {
        await reconcile(env);
      },
    },
  ],
});

import { dossierSection } from '#engines/cases';
import { defineModule } from '#platform/module';
import { staffMenu, staffWaiting } from '#ui';
import { accountRoutes } from './pages/accounts.ts';
import { askRefundRoutes } from './pages/ask-refund.ts';
import { assignMoneyRoutes } from './pages/assign-money.ts';
import { chargeRoutes } from './pages/charge.ts';
import { dayRoutes } from './pages/day.ts';
import { daysRoute } from './pages/days.ts';
import { decideClaimRoutes } from './pages/decide-claim.ts';
import { deskRoute } from './pages/desk.ts';
import { dossierFeesRoute } from './pages/dossier-fees.ts';
import { moneyRoutes } from './pages/money.ts';
import { payRoutes } from './pages/pay.ts';
import { proposalRoutes } from './pages/proposals.ts';
import { receiptRoutes } from './pages/receipt.ts';
import { refundRoutes } from './pages/refunds.ts';
import { returnRoutes } from './pages/returns.ts';
import { setAmountRoutes } from './pages/set-amount.ts';
import { settleMoneyRoutes } from './pages/settle-money.ts';
import { takeCashRoutes } from './pages/take-cash.ts';
import { citizenSection, staffSection, trackingSection } from './parts/sections.ts';
import { ROOT } from './root.ts';
import { tellClaimant, tellPayer } from './tell-payer.ts';
import { waitingPayOuts, waitingProposals, waitingRefunds } from './waiting.ts';

/** What is paid for dossiers: the citizen's page to pay on, the desk's cash, transfers, refunds, bank accounts. */
export const fees = defineModule({
  id: 'fees',
  layer: 'system',
  needs: ['cases', 'identity', 'messaging', 'organisation', 'payments', 'procedures', 'work'],
  folder: import.meta.dirname,
  routes: [
    ...payRoutes,
    dossierFeesRoute,
    ...takeCashRoutes,
    ...chargeRoutes,
    ...setAmountRoutes,
    ...decideClaimRoutes,
    ...askRefundRoutes,
    ...receiptRoutes,
    deskRoute,
    daysRoute,
    ...dayRoutes,
    ...moneyRoutes,
    ...assignMoneyRoutes,
    ...settleMoneyRoutes,
    ...returnRoutes,
    ...refundRoutes,
    ...proposalRoutes,
    ...accountRoutes,
  ],
  followers: [tellPayer, tellClaimant],
  extensions: [
    dossierSection({ on: 'staff', draw: staffSection }),
    dossierSection({ on: 'citizen', draw: citizenSection }),
    dossierSection({ on: 'tracking', draw: trackingSection }),
    staffMenu({ id: 'fees', href: ROOT, label: 'fees.title', group: 'work', permission: 'payment.read' }),
    staffWaiting(waitingRefunds),
    staffWaiting(waitingPayOuts),
    staffWaiting(waitingProposals),
    staffMenu({
      id: 'fee-accounts',
      href: `${ROOT}/tai-khoan`,
      label: 'fees.accounts.menu',
      group: 'manage',
      permission: 'payment.manage',
    }),
  ],
});

import { defineModule, provide } from '#platform/module';
import { blockUnused } from './accounts/block-unused.ts';
import { loadDemoAccounts } from './demo/load-demo-accounts.ts';
import { identityEntries } from './entries/kinds.ts';
import { delegationCheck, holdingCheck } from './state-checks.ts';
import { sweep } from './sweep.ts';
import { createVault, vaultService } from './vault/vault.ts';

/** Who someone is (accounts, sessions) and what he may do (holding × the post's roles × permissions × agency). */
export const identity = defineModule({
  id: 'identity',
  layer: 'engine',
  needs: ['organisation'],
  folder: import.meta.dirname,
  services: [provide(vaultService, env => createVault(env.secrets))],
  permissions: [{ id: 'identity.manage' }],
  entries: identityEntries,
  stateChecks: [holdingCheck, delegationCheck],
  jobs: [sweep, blockUnused],
  demo: loadDemoAccounts,
});

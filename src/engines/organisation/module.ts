import { ledgerService } from '#platform/ledger';
import { defineModule } from '#platform/module';
import { loadDemoProvince } from './demo/province.ts';
import { unitsCheck } from './doctor.ts';
import { entryKinds } from './entries.ts';

/** Areas, agencies and posts, and what became of them: which were there on a day. */
export const organisation = defineModule({
  id: 'organisation',
  layer: 'engine',
  needs: [],
  folder: import.meta.dirname,
  permissions: [{ id: 'organisation.manage' }],
  entries: entryKinds,
  doctor: [unitsCheck],
  demo: async env => {
    await loadDemoProvince(env.db, {
      ledger: env.get(ledgerService),
      actor: 'system',
      at: env.clock.now(),
    });
  },
});

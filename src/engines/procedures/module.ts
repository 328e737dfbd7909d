import type { Act } from '#engines/organisation';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { defineModule } from '#platform/module';
import { entryKinds } from './entries.ts';
import { loadDemoProcedures } from './packs/demo-procedures.ts';
import { loadPacks } from './packs/load-packs.ts';
import { procedurePack } from './packs/pack.ts';
import { loadSynonyms } from './search/synonyms.ts';

const actOf = (env: Env): Act => ({ ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() });

/** Administrative procedures: everything legal about them by date, their processes, search, import and packs. */
export const procedures = defineModule({
  id: 'procedures',
  layer: 'engine',
  needs: ['organisation', 'forms', 'processes', 'worktime'],
  folder: import.meta.dirname,
  entries: entryKinds,
  prepare: async env => {
    await loadSynonyms(env.db, env.clock.now());
    await loadPacks(env.db, env.extensions(procedurePack), actOf(env));
  },
  demo: async env => {
    await loadDemoProcedures(env.db, actOf(env));
  },
});

import { defineModule } from '#platform/module';
import { payPageRoutes } from './pages/pay.ts';
import { statementRoute } from './pages/statement.ts';
import { type TellPayload, tell } from './tell.ts';

/** The demo's bank: people “pay” there, it tells the program as a bank does, also late, twice, wrongly or never. */
export const bankSimulator = defineModule({
  id: 'bank-simulator',
  layer: 'system',
  needs: ['payments', 'organisation'],
  folder: import.meta.dirname,
  routes: [...payPageRoutes, statementRoute],
  jobs: [{ name: 'bank-simulator.tell', run: (payload, env) => tell(env, payload as TellPayload) }],
});

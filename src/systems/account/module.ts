import { defineModule } from '#platform/module';
import { accountRoutes } from './routes.ts';

/** Pages for signing in, registering and one's own account. */
export const account = defineModule({
  id: 'account',
  layer: 'system',
  needs: ['forms', 'identity', 'organisation'],
  folder: import.meta.dirname,
  routes: accountRoutes,
});

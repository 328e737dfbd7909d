import { defineModule } from '#platform/module';
import { staffMenu } from '#ui';
import { actRoutes } from './pages/acts.ts';
import { dossierRoute } from './pages/dossier.ts';
import { downloadRoutes } from './pages/downloads.ts';
import { inboxRoute } from './pages/inbox.ts';

/** The electronic one-stop shop: where officials find, do and hand on what there is to do with dossiers. */
export const oneStop = defineModule({
  id: 'one-stop',
  layer: 'system',
  needs: ['cases', 'forms', 'identity', 'messaging', 'processes', 'work', 'worktime'],
  folder: import.meta.dirname,
  routes: [inboxRoute, dossierRoute, ...actRoutes, ...downloadRoutes],
  extensions: [staffMenu({ id: 'inbox', href: '/can-bo', label: 'one-stop.menu', group: 'work' })],
});

import { defineModule } from '#platform/module';
import { staffMenu } from '#ui';
import { actRoutes } from './pages/acts.ts';
import { dossierRoute } from './pages/dossier.ts';
import { downloadRoutes } from './pages/downloads.ts';
import { answerRoutes } from './pages/handling/answer.ts';
import { apologiseRoutes } from './pages/handling/apologise.ts';
import { assignRoutes } from './pages/handling/assign.ts';
import { consultRoutes } from './pages/handling/consult.ts';
import { stopRoutes } from './pages/handling/stop.ts';
import { transferRoutes } from './pages/handling/transfer.ts';
import { inboxRoute } from './pages/inbox.ts';

/** The electronic one-stop shop: where officials find, do and hand on what there is to do with dossiers. */
export const oneStop = defineModule({
  id: 'one-stop',
  layer: 'system',
  needs: [
    'cases',
    'files',
    'forms',
    'identity',
    'messaging',
    'organisation',
    'processes',
    'work',
    'worktime',
  ],
  folder: import.meta.dirname,
  routes: [
    inboxRoute,
    dossierRoute,
    ...actRoutes,
    ...answerRoutes,
    ...consultRoutes,
    ...assignRoutes,
    ...transferRoutes,
    ...apologiseRoutes,
    ...stopRoutes,
    ...downloadRoutes,
  ],
  extensions: [staffMenu({ id: 'inbox', href: '/can-bo', label: 'one-stop.menu', group: 'work' })],
});

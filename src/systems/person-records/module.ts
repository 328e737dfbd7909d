import { defineModule } from '#platform/module';
import { staffMenu, staffWaiting } from '#ui';
import { compareRoutes } from './pages/compare.ts';
import { decidedRoutes } from './pages/decided.ts';
import { listRoute, waitingPairs } from './pages/list.ts';
import { personRoute } from './pages/person.ts';
import { ROOT } from './view.ts';

/** Records of people that may be of one person: shown side by side, joined or kept apart by a human, and parted again. */
export const personRecords = defineModule({
  id: 'person-records',
  layer: 'system',
  needs: ['cases', 'forms', 'identity', 'organisation', 'people'],
  folder: import.meta.dirname,
  routes: [listRoute, ...decidedRoutes, ...compareRoutes, personRoute],
  extensions: [
    staffMenu({
      id: 'person-records',
      href: ROOT,
      label: 'person-records.title',
      group: 'work',
      permission: 'person.join',
    }),
    staffWaiting(waitingPairs),
  ],
});

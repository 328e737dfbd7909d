import { defineModule, provide } from '#platform/module';
import { staffMenu } from '#ui';
import { demoHalls, prepareHall } from './demo/demo.ts';
import { entries } from './entries.ts';
import { deskRoutes } from './pages/desk.ts';
import { deviceRoutes } from './pages/devices.ts';
import { followRoutes } from './pages/follow.ts';
import { groupRoutes } from './pages/groups.ts';
import { kioskRoutes } from './pages/kiosk.ts';
import { HALL, MANAGES } from './pages/managed.ts';
import { pairRoutes } from './pages/pair.ts';
import { phoneRoutes } from './pages/phone.ts';
import { posterRoute } from './pages/poster.ts';
import { DESK, RECEIVES } from './pages/reach.ts';
import { takeRoutes } from './pages/take.ts';
import { ticketRoute } from './pages/ticket.ts';
import { timesRoute } from './pages/times.ts';
import { provideScreens, screens } from './screen/live.ts';
import { screenRoute } from './screen/page.ts';
import { screenStreamRoute } from './screen/stream.ts';

/** The queue of the hall: numbers from the reception, a kiosk or a telephone, desks, and the screen that calls them. */
export const hall = defineModule({
  id: 'hall',
  layer: 'system',
  needs: ['cases', 'identity', 'numbering', 'organisation', 'worktime'],
  folder: import.meta.dirname,
  permissions: [{ id: MANAGES }],
  entries,
  services: [provide(screens, provideScreens)],
  routes: [
    ...deskRoutes,
    ...takeRoutes,
    ticketRoute,
    ...groupRoutes,
    screenRoute,
    screenStreamRoute,
    ...deviceRoutes,
    timesRoute,
    posterRoute,
    ...pairRoutes,
    ...kioskRoutes,
    ...phoneRoutes,
    ...followRoutes,
  ],
  extensions: [
    staffMenu({ id: 'hall', href: DESK, label: 'hall.menu', group: 'work', permission: RECEIVES }),
    staffMenu({ id: 'halls', href: HALL, label: 'hall.manage.menu', group: 'manage', permission: MANAGES }),
  ],
  prepare: prepareHall,
  demo: demoHalls,
});

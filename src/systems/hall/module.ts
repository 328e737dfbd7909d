import { defineModule, provide } from '#platform/module';
import { staffMenu } from '#ui';
import { demoGroups } from './demo.ts';
import { deskRoutes } from './pages/desk.ts';
import { groupRoutes } from './pages/groups.ts';
import { DESK, RECEIVES } from './pages/reach.ts';
import { takeRoutes } from './pages/take.ts';
import { ticketRoute } from './pages/ticket.ts';
import { provideScreens, screens } from './screen/live.ts';
import { screenRoute } from './screen/page.ts';
import { screenStreamRoute } from './screen/stream.ts';

/** The queue of the hall: numbers, desks, and the screen that calls them. */
export const hall = defineModule({
  id: 'hall',
  layer: 'system',
  needs: ['cases', 'identity', 'numbering', 'organisation'],
  folder: import.meta.dirname,
  services: [provide(screens, provideScreens)],
  routes: [...deskRoutes, ...takeRoutes, ticketRoute, ...groupRoutes, screenRoute, screenStreamRoute],
  extensions: [
    staffMenu({ id: 'hall', href: DESK, label: 'hall.menu', group: 'work', permission: RECEIVES }),
  ],
  demo: demoGroups,
});

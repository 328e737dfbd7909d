import { defineModule } from '#platform/module';
import { homeLinks, staffMenu } from '#ui';
import { countCases } from './count-cases.ts';
import { leaderRoute, SITUATION } from './pages/leader.ts';
import { PERFORMANCE, publicRoutes } from './pages/public.ts';

/** How the agencies do: for everybody to read, and for leaders to act on. */
export const performance = defineModule({
  id: 'performance',
  layer: 'system',
  needs: ['cases', 'identity', 'indicators', 'organisation', 'ratings'],
  folder: import.meta.dirname,
  followers: [countCases],
  routes: [...publicRoutes, leaderRoute],
  extensions: [
    homeLinks({ href: PERFORMANCE, label: 'performance.public.title' }),
    staffMenu({
      id: 'performance',
      href: SITUATION,
      label: 'performance.leader.title',
      group: 'work',
      permission: 'report.read',
    }),
  ],
});

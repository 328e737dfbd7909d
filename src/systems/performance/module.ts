import { defineModule, provide } from '#platform/module';
import { homeLinks, staffMenu } from '#ui';
import { countDossiers } from './count-dossiers.ts';
import { countSteps } from './count-steps.ts';
import { streamRoute } from './live/route.ts';
import { liveFigures, provideLive } from './live/service.ts';
import { absenceRoutes } from './load/absence-form.ts';
import { heldRoutes } from './load/held.ts';
import { DECIDES, LOAD } from './load/led.ts';
import { loadRoute } from './load/page.ts';
import { ruleRoutes } from './load/rule-form.ts';
import { PERFORMANCE, publicRoutes } from './pages/public.ts';
import { SITUATION } from './situation/asked.ts';
import { behindRoute } from './situation/behind-page.ts';
import { situationRoute } from './situation/page.ts';
import { stepsRoute } from './situation/steps-page.ts';

/** How the agencies do: for everybody to read, and for leaders to act on. */
export const performance = defineModule({
  id: 'performance',
  layer: 'system',
  needs: ['cases', 'identity', 'indicators', 'organisation', 'procedures', 'ratings', 'work', 'worktime'],
  folder: import.meta.dirname,
  services: [provide(liveFigures, provideLive)],
  followers: [countDossiers, countSteps],
  routes: [
    ...publicRoutes,
    situationRoute,
    behindRoute,
    stepsRoute,
    streamRoute,
    loadRoute,
    ...heldRoutes,
    ...ruleRoutes,
    ...absenceRoutes,
  ],
  extensions: [
    homeLinks({ href: PERFORMANCE, label: 'performance.public.title' }),
    staffMenu({
      id: 'performance',
      href: SITUATION,
      label: 'performance.leader.title',
      group: 'work',
      permission: 'report.read',
    }),
    staffMenu({
      id: 'load',
      href: LOAD,
      label: 'performance.load.title',
      group: 'work',
      permission: DECIDES,
    }),
  ],
});

import { defineModule, provide } from '#platform/module';
import { homeLinks, staffMenu } from '#ui';
import { BRIEF, briefRoutes } from './brief/page.ts';
import { sendBriefs } from './brief/send.ts';
import { countDossiers } from './count-dossiers.ts';
import { countSteps } from './count-steps.ts';
import { streamRoute } from './live/route.ts';
import { liveFigures, provideLive } from './live/service.ts';
import { absenceRoutes } from './load/absence-form.ts';
import { heldRoutes } from './load/held.ts';
import { DECIDES, LOAD } from './load/led.ts';
import { loadRoute } from './load/page.ts';
import { ruleRoutes } from './load/rule-form.ts';
import { warningRoutes } from './load/warning-form.ts';
import { PERFORMANCE, publicRoutes } from './pages/public.ts';
import { SITUATION } from './situation/asked.ts';
import { behindRoutes } from './situation/behind-page.ts';
import { situationRoute } from './situation/page.ts';
import { stepsRoutes } from './situation/steps-page.ts';
import { tableFileRoute } from './situation/table-file.ts';

/** How the agencies do: for everybody to read, and for leaders to act on. */
export const performance = defineModule({
  id: 'performance',
  layer: 'system',
  needs: [
    'cases',
    'identity',
    'indicators',
    'messaging',
    'organisation',
    'procedures',
    'ratings',
    'work',
    'worktime',
  ],
  folder: import.meta.dirname,
  services: [provide(liveFigures, provideLive)],
  followers: [countDossiers, countSteps],
  routes: [
    ...publicRoutes,
    situationRoute,
    ...behindRoutes,
    tableFileRoute,
    ...stepsRoutes,
    streamRoute,
    loadRoute,
    ...heldRoutes,
    ...ruleRoutes,
    ...absenceRoutes,
    ...warningRoutes,
    ...briefRoutes,
  ],
  // Every ten minutes of the hours in which a morning's hour may fall, in UTC.
  jobs: [
    {
      name: 'performance.morning-brief',
      cron: '*/10 22,23,0,1,2,3,4 * * *',
      run: (_, env) => sendBriefs(env),
    },
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
      id: 'brief',
      href: BRIEF,
      label: 'performance.brief.title',
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

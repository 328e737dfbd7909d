import { resultTemplate } from '#engines/cases';
import { accountLinks } from '#engines/identity';
import { defineModule } from '#platform/module';
import { headerLinks } from '#ui';
import { applyRoutes } from './pages/apply.ts';
import { checkRoutes } from './pages/check-answers.ts';
import { confirmationRoute } from './pages/confirmation.ts';
import { homeRoute } from './pages/home.ts';
import { messagesRoute } from './pages/messages.ts';
import { myDossierRoutes } from './pages/my-dossier.ts';
import { procedureRoutes } from './pages/procedures.ts';
import { trackingRoutes } from './pages/tracking.ts';
import { verifyRoutes } from './pages/verify.ts';
import { generalResult } from './results/general-result.ts';

/** The public service portal: find a procedure, apply, follow, get the result, check a paper. */
export const portal = defineModule({
  id: 'portal',
  layer: 'system',
  needs: ['cases', 'forms', 'identity', 'messaging', 'organisation', 'procedures', 'trust', 'worktime'],
  folder: import.meta.dirname,
  routes: [
    homeRoute,
    ...procedureRoutes,
    ...applyRoutes,
    ...checkRoutes,
    confirmationRoute,
    ...myDossierRoutes,
    messagesRoute,
    ...trackingRoutes,
    ...verifyRoutes,
  ],
  extensions: [
    resultTemplate(generalResult),
    headerLinks({ href: '/ho-so', label: 'portal.nav.mine' }),
    accountLinks({ href: '/ho-so', label: 'portal.nav.mine', about: 'portal.mine.about', for: 'citizen' }),
    accountLinks({
      href: '/tin-nhan',
      label: 'portal.messages.title',
      about: 'portal.messages.about',
      for: 'citizen',
    }),
  ],
});

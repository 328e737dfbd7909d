import { apiScope } from '#engines/identity';
import { defineModule } from '#platform/module';
import { footerLinks } from '#ui';
import { apiPage } from './page/page.ts';
import { dossierRoutes } from './routes/dossiers.ts';
import { fileRoute } from './routes/files.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { procedureRoutes } from './routes/procedures.ts';
import { submitRoute } from './routes/submit-dossier.ts';
import { verifyRoute } from './routes/verify.ts';
import { SCOPES } from './scopes.ts';
import { sweepFiles } from './sweep.ts';

/** The door for other programs: `/api/v1` by tokens with scopes, and the page that describes it. */
export const api = defineModule({
  id: 'api',
  layer: 'system',
  needs: ['cases', 'files', 'forms', 'identity', 'organisation', 'procedures', 'trust', 'worktime'],
  folder: import.meta.dirname,
  routes: [
    apiPage,
    ...procedureRoutes,
    fileRoute,
    submitRoute,
    ...dossierRoutes,
    verifyRoute,
    ...ledgerRoutes,
  ],
  extensions: [
    footerLinks({ href: '/api', label: 'api.nav' }),
    ...SCOPES.map(id => apiScope({ id, label: `api.scope.${id}` })),
  ],
  jobs: [sweepFiles],
});

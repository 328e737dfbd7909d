import { resultTemplate } from '#engines/cases';
import { accountLinks } from '#engines/identity';
import { defineModule } from '#platform/module';
import { headerLinks, homeLinks, staffMenu } from '#ui';
import { applyRoutes } from './pages/apply/apply.ts';
import { checkRoutes } from './pages/apply/check-answers.ts';
import { whileMandated } from './pages/apply/mandate-over.ts';
import { resumeRoutes } from './pages/apply/resume-draft.ts';
import { answerRoute } from './pages/dossier/answer.ts';
import { confirmationRoute } from './pages/dossier/confirmation.ts';
import { dossierFileRoutes } from './pages/dossier/dossier-files.ts';
import { myDossierRoute } from './pages/dossier/my-dossier.ts';
import { myDossiersRoute } from './pages/dossier/my-dossiers.ts';
import { supplementRoute } from './pages/dossier/supplement.ts';
import { trackingRoutes } from './pages/dossier/tracking.ts';
import { withdrawRoute } from './pages/dossier/withdraw.ts';
import { homeRoute } from './pages/home.ts';
import { inviteRoutes } from './pages/mine/invite-delegate.ts';
import { LOOKS, looksRoute } from './pages/mine/looks.ts';
import { MANDATES, mandateRoutes } from './pages/mine/mandates.ts';
import { messagesRoute } from './pages/mine/messages.ts';
import { MY_PAPERS, myPapersRoutes } from './pages/mine/my-papers.ts';
import { procedureListRoute } from './pages/procedures/procedure-list.ts';
import { procedureRoute } from './pages/procedures/procedure-page.ts';
import { SYNONYMS, synonymRoutes } from './pages/procedures/synonyms.ts';
import { ledgerRoutes } from './pages/verify/ledger.ts';
import { verifyCodeRoutes } from './pages/verify/verify-code.ts';
import { verifyFileRoutes } from './pages/verify/verify-file.ts';
import { generalResult } from './results/general-result.ts';
import { unitListRoute } from './units/list.ts';
import { UNITS } from './units/parts.ts';
import { unitRoute } from './units/unit.ts';

/** The public service portal: find a procedure, apply, follow, get the result, check a paper. */
export const portal = defineModule({
  id: 'portal',
  layer: 'system',
  needs: [
    'cases',
    'files',
    'forms',
    'identity',
    'messaging',
    'numbering',
    'organisation',
    'procedures',
    'processes',
    'trust',
    'worktime',
  ],
  folder: import.meta.dirname,
  routes: [
    homeRoute,
    procedureListRoute,
    procedureRoute,
    ...whileMandated(applyRoutes),
    ...resumeRoutes,
    ...whileMandated(checkRoutes),
    answerRoute,
    confirmationRoute,
    myDossiersRoute,
    myDossierRoute,
    supplementRoute,
    withdrawRoute,
    ...dossierFileRoutes,
    messagesRoute,
    ...myPapersRoutes,
    looksRoute,
    ...mandateRoutes,
    ...inviteRoutes,
    ...synonymRoutes,
    ...trackingRoutes,
    ...verifyFileRoutes,
    ...verifyCodeRoutes,
    ...ledgerRoutes,
    unitListRoute,
    unitRoute,
  ],
  extensions: [
    resultTemplate(generalResult),
    staffMenu({
      id: 'synonyms',
      href: SYNONYMS,
      label: 'portal.synonyms.title',
      group: 'manage',
      permission: 'procedure.edit',
    }),
    homeLinks({ href: UNITS, label: 'portal.units.title' }),
    headerLinks({ href: '/ho-so', label: 'portal.nav.mine' }),
    accountLinks({
      href: '/ho-so',
      label: 'portal.nav.mine',
      about: 'portal.mine.about',
      for: 'citizen',
      place: 10,
    }),
    accountLinks({
      href: MY_PAPERS,
      label: 'portal.own-papers.title',
      about: 'portal.own-papers.account',
      for: 'citizen',
      place: 20,
    }),
    accountLinks({
      href: MANDATES,
      label: 'portal.mandate.title',
      about: 'portal.mandate.account',
      for: 'citizen',
      place: 40,
    }),
    accountLinks({
      href: LOOKS,
      label: 'portal.looks.title',
      about: 'portal.looks.account',
      for: 'citizen',
      place: 45,
    }),
    accountLinks({
      href: '/tin-nhan',
      label: 'portal.messages.title',
      about: 'portal.messages.about',
      for: 'citizen',
      place: 30,
    }),
  ],
});

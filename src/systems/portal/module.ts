import { resultTemplate } from '#engines/cases';
import { accountLinks } from '#engines/identity';
import { defineModule } from '#platform/module';
import { headerLinks, homeLinks, staffMenu } from '#ui';
import { answerRoute } from './pages/answer.ts';
import { applyRoutes } from './pages/apply.ts';
import { checkRoutes } from './pages/check-answers.ts';
import { confirmationRoute } from './pages/confirmation.ts';
import { dossierFileRoutes } from './pages/dossier-files.ts';
import { homeRoute } from './pages/home.ts';
import { inviteRoutes } from './pages/invite-delegate.ts';
import { ledgerRoutes } from './pages/ledger.ts';
import { LOOKS, looksRoute } from './pages/looks.ts';
import { MANDATES, mandateRoutes } from './pages/mandates.ts';
import { messagesRoute } from './pages/messages.ts';
import { myDossierRoute } from './pages/my-dossier.ts';
import { myDossiersRoute } from './pages/my-dossiers.ts';
import { MY_PAPERS, myPapersRoutes } from './pages/my-papers.ts';
import { procedureListRoute } from './pages/procedure-list.ts';
import { procedureRoute } from './pages/procedure-page.ts';
import { resumeRoutes } from './pages/resume-draft.ts';
import { supplementRoute } from './pages/supplement.ts';
import { SYNONYMS, synonymRoutes } from './pages/synonyms.ts';
import { trackingRoutes } from './pages/tracking.ts';
import { verifyCodeRoutes } from './pages/verify-code.ts';
import { verifyFileRoutes } from './pages/verify-file.ts';
import { withdrawRoute } from './pages/withdraw.ts';
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
    ...applyRoutes,
    ...resumeRoutes,
    ...checkRoutes,
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

import { defineModule } from '#platform/module';
import { staffMenu, staffWaiting } from '#ui';
import { actRoutes } from './pages/acts.ts';
import { chooseRoute } from './pages/bulk/choose.ts';
import { bulkListRoute } from './pages/bulk/list.ts';
import { outcomeRoutes } from './pages/bulk/outcome.ts';
import { confirmRoute } from './pages/bulk/review.ts';
import { COUNTER } from './pages/counter/frame.ts';
import { counterRoutes } from './pages/counter/index.ts';
import { dossierRoute } from './pages/dossier-route.ts';
import { downloadRoutes } from './pages/downloads.ts';
import { handOverRoutes } from './pages/hand-over/form.ts';
import { signatureRoute } from './pages/hand-over/section.ts';
import { answerRoutes } from './pages/handling/answer.ts';
import { apologiseRoutes } from './pages/handling/apologise.ts';
import { assignRoutes } from './pages/handling/assign.ts';
import { consultRoutes } from './pages/handling/consult.ts';
import { correctAnswersRoutes } from './pages/handling/correct-answers.ts';
import { stopRoutes } from './pages/handling/stop.ts';
import { transferRoutes } from './pages/handling/transfer.ts';
import { applicantsRoute } from './pages/inbox/applicants.ts';
import { inboxFileRoute } from './pages/inbox/file.ts';
import { inboxRoutes } from './pages/inbox/page.ts';
import { listedRoutes } from './pages/listed/page.ts';
import { mailRoutes } from './pages/mail/index.ts';
import { MAIL } from './pages/mail/reach.ts';
import { waitingLettersBack } from './pages/mail/waiting.ts';
import { offlineRoutes } from './pages/offline/index.ts';
import { PREPARE } from './pages/offline/paths.ts';
import { askBeforeSignOut } from './pages/offline/sign-out.ts';
import { refusalRoutes } from './pages/refusal/routes.ts';
import { REGISTER } from './pages/register/ask.ts';
import { findRoutes } from './pages/register/find.ts';
import { registerRoutes } from './pages/register/list.ts';
import { correctRoutes } from './pages/results/correct.ts';
import { reissueRoutes } from './pages/results/reissue.ts';
import { revokeRoutes } from './pages/results/revoke.ts';
import { undoRoutes } from './pages/undo/page.ts';

/** The electronic one-stop shop: where officials find, do and hand on what there is to do with dossiers. */
export const oneStop = defineModule({
  id: 'one-stop',
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
    'work',
    'worktime',
  ],
  folder: import.meta.dirname,
  routes: [
    ...inboxRoutes,
    inboxFileRoute,
    applicantsRoute,
    bulkListRoute,
    chooseRoute,
    confirmRoute,
    ...outcomeRoutes,
    dossierRoute,
    ...actRoutes,
    ...refusalRoutes,
    ...answerRoutes,
    ...consultRoutes,
    ...assignRoutes,
    ...transferRoutes,
    ...apologiseRoutes,
    ...stopRoutes,
    ...correctAnswersRoutes,
    ...undoRoutes,
    ...downloadRoutes,
    ...correctRoutes,
    ...reissueRoutes,
    ...revokeRoutes,
    ...listedRoutes,
    ...counterRoutes,
    ...offlineRoutes,
    ...registerRoutes,
    ...findRoutes,
    ...handOverRoutes,
    ...mailRoutes,
    signatureRoute,
  ],
  extensions: [
    staffMenu({ id: 'inbox', href: '/can-bo', label: 'one-stop.menu', group: 'work' }),
    staffMenu({
      id: 'register',
      href: REGISTER,
      label: 'one-stop.register.title',
      permission: 'dossier.read',
      group: 'work',
      finds: 'one-stop.search',
    }),
    staffMenu({
      id: 'mail',
      href: MAIL,
      label: 'one-stop.mail.title',
      permission: 'dossier.receive',
      group: 'work',
    }),
    staffMenu({
      id: 'counter',
      href: COUNTER,
      label: 'one-stop.counter.title',
      permission: 'dossier.receive',
      group: 'work',
    }),
    staffMenu({
      id: 'offline',
      href: PREPARE,
      label: 'one-stop.offline.menu',
      permission: 'dossier.receive',
      group: 'work',
    }),
    staffWaiting(waitingLettersBack),
    askBeforeSignOut,
  ],
});

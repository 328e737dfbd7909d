import {
  getAccount,
  LOST_DAYS,
  lostSince,
  mayReportLost,
  reportLostFactors,
  type SignInView,
  showSecondFactor,
} from '#engines/identity';
import { formatDate, localDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { button, csrfField, details, type Html, html, note } from '#ui';
import { accountPage, refusalText, signedIn } from '../answers.ts';
import { browserOf, signInToken } from '../request.ts';
import { postedProof, proofPage } from './proof-page.ts';
import { atStage, CITIZEN_FACTOR } from './stages.ts';

const LOST = `${CITIZEN_FACTOR}/mat`;

/** What who has lost everything can do, or has begun to. */
async function lost(ctx: Ctx, { accountId, contact }: SignInView): Promise<Html | false> {
  const { t } = ctx;
  const account = await getAccount(ctx.db, accountId ?? '');
  const due = await lostSince(ctx.db, account.id);
  if (due) return note(t('account.lost.waits', { date: formatDate(localDate(due)) }));
  return (
    mayReportLost({ ...(contact ? { contact } : {}) }, account) &&
    details(
      { summary: t('account.lost.summary') },
      html`<p>${t('account.lost.about', { days: LOST_DAYS })}</p>
<form method="post" action="${LOST}">${csrfField(ctx)}<p>${button({ label: t('account.lost.button'), alt: true })}</p></form>`,
    )
  );
}

async function show(ctx: Ctx, step: SignInView, error?: string): Promise<Answer> {
  return proofPage(ctx, {
    accountId: step.accountId ?? '',
    title: ctx.t('account.factor.title'),
    action: CITIZEN_FACTOR,
    button: ctx.t('account.factor.sign-in'),
    backTo: '/dang-nhap',
    after: await lost(ctx, step),
    ...(error ? { error } : {}),
  });
}

async function prove(ctx: Ctx, step: SignInView): Promise<Answer> {
  const proof = postedProof(ctx);
  if (!proof) return show(ctx, step, ctx.t('account.factor.code-error'));
  try {
    return signedIn(ctx, await showSecondFactor(ctx, signInToken(ctx), proof, browserOf(ctx)));
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect('/dang-nhap');
    return show(ctx, step, refusalText(ctx, error));
  }
}

async function report(ctx: Ctx): Promise<Answer> {
  try {
    const due = await reportLostFactors(ctx, signInToken(ctx));
    const title = ctx.t('account.lost.title');
    return accountPage(
      ctx,
      { title },
      html`<h1>${title}</h1>
<p>${ctx.t('account.lost.done', { date: formatDate(localDate(due)) })}</p>
<p>${ctx.t('account.lost.told')}</p>`,
    );
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(CITIZEN_FACTOR);
    throw error;
  }
}

const staged = (page: (ctx: Ctx, step: SignInView) => Promise<Answer>) => (ctx: Ctx) =>
  atStage(ctx, 'second-factor', step => page(ctx, step), 'citizen');

export const citizenFactorRoutes: readonly Route[] = [
  { method: 'GET', path: CITIZEN_FACTOR, rule: 'public', handler: staged((ctx, step) => show(ctx, step)) },
  { method: 'POST', path: CITIZEN_FACTOR, rule: 'public', secret: true, handler: staged(prove) },
  { method: 'POST', path: LOST, rule: 'public', handler: staged(report) },
];

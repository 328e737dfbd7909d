import { beginPasskeySignIn, enterByPasskey, signInCookie } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { errorSummary, type FieldError, html, note } from '#ui';
import { accountPage, refusalText, signedIn } from '../answers.ts';
import { keptForm } from '../kept-form.ts';
import { browserOf, nextOf, signInToken, withNext } from '../request.ts';
import { passkeyForm, postedPasskey } from './passkey-form.ts';

/** Where a citizen signs in with a passkey alone. */
export const BY_PASSKEY = '/dang-nhap/khoa';

async function show(ctx: Ctx, error?: string): Promise<Answer> {
  const { t } = ctx;
  const next = nextOf(ctx);
  const begun = await beginPasskeySignIn(ctx, { next, lang: ctx.lang });
  const errors: FieldError[] = error ? [{ path: 'khoa', message: error }] : [];
  const form = passkeyForm(ctx, {
    ask: 'get',
    action: BY_PASSKEY,
    options: begun?.options ?? null,
    title: t('account.passkey.title'),
    about: t('account.passkey.use-about'),
    button: t('account.factor.sign-in'),
    main: true,
    instead: 'code',
  });
  return accountPage(
    ctx,
    {
      title: t('account.by-passkey.title'),
      errors,
      backTo: withNext('/dang-nhap', next),
      ...(begun ? { cookies: [signInCookie(ctx.config, begun.token)] } : {}),
    },
    html`${errorSummary(t, errors)}<h1>${t('account.by-passkey.title')}</h1>
${keptForm(ctx)}<div id="f-khoa">${form ?? note(t('account.by-passkey.not-here'))}</div>
<p>${t('account.by-passkey.none')} <a href="${withNext('/dang-nhap', next)}">${t('account.by-passkey.code')}</a></p>`,
  );
}

async function enter(ctx: Ctx): Promise<Answer> {
  const response = postedPasskey<Parameters<typeof enterByPasskey>[2]>(ctx);
  if (!response) return show(ctx, ctx.t('account.by-passkey.failed'));
  try {
    return signedIn(ctx, await enterByPasskey(ctx, signInToken(ctx), response, browserOf(ctx)));
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(BY_PASSKEY);
    if (isAppError(error) && error.code === 'SIGN_IN_REFUSED')
      return show(ctx, ctx.t('account.by-passkey.refused'));
    return show(ctx, refusalText(ctx, error));
  }
}

// Each look keeps a challenge for ten minutes: no stranger fills the table.
const rateLimit = { max: 60, windowSeconds: 60 };

export const byPasskeyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: BY_PASSKEY,
    rule: 'public',
    rateLimit,
    handler: async ctx => (ctx.visitor ? redirect(nextOf(ctx) ?? '/tai-khoan') : show(ctx)),
  },
  { method: 'POST', path: BY_PASSKEY, rule: 'public', rateLimit, secret: true, handler: enter },
];

import { enrolment, enrolPasskey, enrolTotp, type SignedIn } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type FieldError, html } from '#ui';
import { accountPage, signedInCookies } from '../answers.ts';
import { formView } from '../form-view.ts';
import { browserOf, signInToken } from '../request.ts';
import { passkeyForm, postedPasskey } from './passkey-form.ts';
import { LABEL, labelField } from './passkey-label.ts';
import { recoveryCodesView } from './recovery-codes.ts';
import { atStage, stagePath } from './stages.ts';
import { refusedTotp, TOTP_FIELD, totpField, totpSetup } from './totp-view.ts';

const PATH = stagePath('enrol');
const BY_PASSKEY = `${PATH}/khoa`;

async function show(ctx: Ctx, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  const { passkey, ...totp } = await enrolment(ctx, signInToken(ctx));
  return accountPage(
    ctx,
    { title: t('account.enrol.title'), errors },
    formView(ctx, {
      title: t('account.enrol.title'),
      lead: html`<p>${t('account.enrol.about')}</p>
<h2>${t('account.totp.title')}</h2>
${totpSetup(ctx, totp)}`,
      action: PATH,
      errors,
      fields: totpField(ctx, errors),
      button: t('account.enrol.finish'),
      after: passkeyForm(
        ctx,
        {
          ask: 'create',
          action: BY_PASSKEY,
          options: passkey,
          title: t('account.passkey.instead-title'),
          about: t('account.passkey.about'),
          button: t('account.passkey.make'),
        },
        labelField(ctx),
      ),
    }),
  );
}

async function finish(ctx: Ctx, enrol: () => Promise<SignedIn>): Promise<Answer> {
  try {
    const signed = await enrol();
    // The codes are shown once, so they stand in this answer itself; loading it again finds the sign-in finished.
    return accountPage(
      ctx,
      { title: ctx.t('account.recovery.title'), cookies: signedInCookies(ctx, signed) },
      recoveryCodesView(ctx, signed.recoveryCodes ?? [], signed.next ?? '/can-bo'),
    );
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(stagePath(undefined));
    return show(ctx, refusedTotp(ctx, error));
  }
}

async function byPasskey(ctx: Ctx): Promise<Answer> {
  const response = postedPasskey<Parameters<typeof enrolPasskey>[2]['response']>(ctx);
  if (!response) return show(ctx, [{ path: TOTP_FIELD, message: ctx.t('account.passkey.failed') }]);
  const label = posted(ctx.req.body, LABEL) || ctx.t('account.passkey.default-label');
  return finish(ctx, () => enrolPasskey(ctx, signInToken(ctx), { label, response }, browserOf(ctx)));
}

const byTotp = (ctx: Ctx) =>
  finish(ctx, () => enrolTotp(ctx, signInToken(ctx), posted(ctx.req.body, TOTP_FIELD), browserOf(ctx)));

export const enrolRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'public', handler: ctx => atStage(ctx, 'enrol', () => show(ctx)) },
  {
    method: 'POST',
    path: PATH,
    rule: 'public',
    secret: true,
    handler: ctx => atStage(ctx, 'enrol', () => byTotp(ctx)),
  },
  {
    method: 'POST',
    path: BY_PASSKEY,
    rule: 'public',
    secret: true,
    handler: ctx => atStage(ctx, 'enrol', () => byPasskey(ctx)),
  },
];

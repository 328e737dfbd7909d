import { addTotp, beginTotp, sessionCookie, signInCookie, withStepUp } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { html } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { formView } from '../form-view.ts';
import { signInToken } from '../request.ts';
import { TOTP_FIELD, totpField, totpSetup } from './totp-view.ts';

const PATH = '/tai-khoan/ung-dung';

async function show(ctx: Ctx, error?: unknown): Promise<Answer> {
  const { t } = ctx;
  const errors = error === undefined ? [] : refusalOf(ctx, error, TOTP_FIELD);
  const { token, ...totp } = await beginTotp(ctx, ctx.visitor!);
  return accountPage(
    ctx,
    {
      title: t('account.totp.title'),
      errors,
      backTo: '/tai-khoan',
      cookies: [signInCookie(ctx.config, token)],
    },
    formView(ctx, {
      title: t('account.totp.title'),
      lead: html`<p>${t('account.totp.replaces')}</p>
${totpSetup(ctx, totp)}`,
      action: PATH,
      errors,
      fields: totpField(ctx, errors),
      button: t('account.totp.save'),
    }),
  );
}

async function save(ctx: Ctx): Promise<Answer> {
  try {
    const token = await addTotp(ctx, ctx.visitor!, signInToken(ctx), posted(ctx.req.body, TOTP_FIELD));
    return redirect('/tai-khoan', { cookies: [sessionCookie(ctx.config, 'official', token)] });
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(PATH);
    if (isAppError(error) && error.code === 'STEP_UP_NEEDED') throw error;
    return show(ctx, error);
  }
}

export const authenticatorRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'official', handler: withStepUp(ctx => show(ctx), PATH) },
  { method: 'POST', path: PATH, rule: 'official', secret: true, handler: withStepUp(save, PATH) },
];

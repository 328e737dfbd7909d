import { addTotp, beginTotp, factorsOf, signInCookie, withStepUp } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { html } from '#ui';
import { accountPage } from '../answers.ts';
import { formView } from '../form-view.ts';
import { signInToken } from '../request.ts';
import { factorAdded } from './recovery-codes.ts';
import { refusedTotp, TOTP_FIELD, totpField, totpSetup } from './totp-view.ts';

const PATH = '/tai-khoan/ung-dung';

async function show(ctx: Ctx, error?: unknown): Promise<Answer> {
  const { t } = ctx;
  const errors = error === undefined ? [] : refusedTotp(ctx, error);
  const { token, ...totp } = await beginTotp(ctx, ctx.visitor!);
  const replaces = (await factorsOf(ctx.db, ctx.visitor!.accountId)).totpSince !== null;
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
      lead: html`${replaces && html`<p>${t('account.totp.replaces')}</p>`}
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
    const added = await addTotp(ctx, ctx.visitor!, signInToken(ctx), posted(ctx.req.body, TOTP_FIELD));
    return factorAdded(ctx, added);
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(PATH);
    if (isAppError(error) && error.code === 'STEP_UP_NEEDED') throw error;
    return show(ctx, error);
  }
}

export const authenticatorRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'signed-in', handler: withStepUp(ctx => show(ctx), PATH) },
  { method: 'POST', path: PATH, rule: 'signed-in', secret: true, handler: withStepUp(save, PATH) },
];

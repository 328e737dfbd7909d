import { changePassword, requireFresh, withStepUp } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { type FieldError, html } from '#ui';
import { accountPage } from '../answers.ts';
import { formView } from '../form-view.ts';
import { newPasswordFields, readNewPassword, refusedPassword } from './new-password.ts';

const PATH = '/tai-khoan/mat-khau';
const FRESH = 10;

async function show(ctx: Ctx, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  await requireFresh(ctx.db, ctx.visitor!, FRESH, ctx.clock.now());
  return accountPage(
    ctx,
    { title: t('account.password.title'), errors, backTo: '/tai-khoan' },
    formView(ctx, {
      title: t('account.password.title'),
      lead: html`<p>${t('account.password.about')}</p>`,
      action: PATH,
      errors,
      fields: newPasswordFields(ctx, errors),
      button: t('account.password.save'),
    }),
  );
}

async function save(ctx: Ctx): Promise<Answer> {
  const { password, errors } = readNewPassword(ctx);
  if (errors.length) return show(ctx, errors);
  const { accountId, sessionId } = ctx.visitor!;
  const act = { ledger: ctx.get(ledgerService), actor: accountId, at: ctx.clock.now() };
  try {
    await ctx.db.tx(async tx => {
      await requireFresh(tx, ctx.visitor!, FRESH, act.at);
      await changePassword(tx, { accountId, sessionId, password }, act);
    });
    return redirect('/tai-khoan');
  } catch (error) {
    if (isAppError(error) && error.code === 'STEP_UP_NEEDED') throw error;
    return show(ctx, refusedPassword(ctx, error));
  }
}

export const passwordRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'official', handler: withStepUp(ctx => show(ctx), PATH) },
  { method: 'POST', path: PATH, rule: 'official', secret: true, handler: withStepUp(save, PATH) },
];

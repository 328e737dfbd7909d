import {
  actOf,
  blockAccount,
  endSession,
  requireFresh,
  resetFactors,
  resetPassword,
  unblockAccount,
  withStepUp,
} from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { doneAt, errorOf, html, note, textArea, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { idOf } from '../../reach.ts';
import { adminPage } from '../../view.ts';
import { ACCOUNTS, accountCrumbs, accountPath, loadOwnAccount } from './load.ts';

const REASON = 'ly-do';
const rule = { permission: 'identity.manage' };

/** Handing out access: the second factor was shown a moment ago. */
const mustBeFresh = (ctx: Ctx) => requireFresh(ctx.db, ctx.visitor!, 15, ctx.clock.now());
const stepUpFirst = (handler: (ctx: Ctx) => Promise<Answer>) =>
  withStepUp(handler, ctx => accountPath(ctx.req.params.id ?? ''));

const withReason = (path: 'khoa' | 'mo-khoa', what: typeof blockAccount, done: string) =>
  formRoutes({
    path: `${ACCOUNTS}/:id/${path}`,
    permission: 'identity.manage',
    active: 'accounts',
    leave: true,
    load: loadOwnAccount,
    title: (ctx, { account }) => ctx.t(`administration.account.${path}.title`, { name: account.name }),
    crumbs: accountCrumbs,
    about: ctx => html`<p>${ctx.t(`administration.account.${path}.about`)}</p>`,
    fields: (ctx, _, errors) =>
      textArea(ctx.t, {
        name: REASON,
        label: ctx.t('administration.account.reason'),
        hint: ctx.t('administration.account.reason.hint'),
        value: typedOr(ctx, REASON),
        error: errorOf(errors, REASON),
        rows: 2,
      }),
    button: `administration.account.${path}.button`,
    submit: async (ctx, { account }) => {
      const reason = posted(ctx.req.body, REASON);
      if (!reason || reason.length > 500)
        return [{ path: REASON, message: ctx.t('administration.account.reason.wrong') }];
      if (account.id === ctx.visitor?.accountId)
        return [{ path: REASON, message: ctx.t('administration.account.own') }];
      await ctx.db.tx(tx => what(tx, account.id, reason, actOf(ctx, 'identity.manage')));
      return doneAt(accountPath(account.id), done);
    },
    otherwise: REASON,
  });

/** A new initial password, shown this once: the answer to the post itself, because it is kept nowhere. */
async function newPassword(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await loadOwnAccount(ctx);
  const { account } = loaded;
  await mustBeFresh(ctx);
  const password = await ctx.db.tx(tx => resetPassword(tx, account.id, actOf(ctx, 'identity.manage')));
  return adminPage(
    ctx,
    { title: t('administration.account.password'), active: 'accounts', crumbs: accountCrumbs(ctx, loaded) },
    html`${note(t('administration.account.password.once', { name: account.name }))}
<p>${t('administration.account.password.is')} <b class="num"><code>${password}</code></b></p>
<p><a href="${accountPath(account.id)}">${t('administration.account.back')}</a></p>`,
  );
}

async function noFactors(ctx: Ctx): Promise<Answer> {
  const { account } = await loadOwnAccount(ctx);
  await mustBeFresh(ctx);
  await ctx.db.tx(tx => resetFactors(tx, account.id, actOf(ctx, 'identity.manage')));
  return redirect(doneAt(accountPath(account.id), 'factors-reset'));
}

async function stop(ctx: Ctx): Promise<Answer> {
  const { account } = await loadOwnAccount(ctx);
  const session = { id: idOf(ctx.req.params.session), accountId: account.id };
  await ctx.db.tx(tx => endSession(tx, session, 'by-admin', actOf(ctx, 'identity.manage')));
  return redirect(doneAt(accountPath(account.id), 'session-ended'));
}

export const accessRoutes: readonly Route[] = [
  ...withReason('khoa', blockAccount, 'account-blocked'),
  ...withReason('mo-khoa', unblockAccount, 'account-unblocked'),
  { method: 'POST', path: `${ACCOUNTS}/:id/mat-khau`, rule, handler: stepUpFirst(newPassword) },
  { method: 'POST', path: `${ACCOUNTS}/:id/xac-thuc`, rule, handler: stepUpFirst(noFactors) },
  { method: 'POST', path: `${ACCOUNTS}/:id/phien/:session/ket-thuc`, rule, handler: stop },
];

import { actOf, endRole } from '#engines/identity';
import { textField as posted, type Route } from '#platform/http';
import { doneAt, errorOf, html, textArea, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { roleText } from '../../words.ts';
import { loadOwnRole, roleCrumbs, rolePath } from './load.ts';
import { havingIt } from './show.ts';

const REASON = 'ly-do';
const LONGEST = 500;

/** Ends an own role, after a look at who loses it. */
export const endRoleRoutes: readonly Route[] = formRoutes({
  path: `${rolePath(':role')}/ket-thuc`,
  permission: 'identity.manage',
  active: 'roles',
  leave: true,
  load: async ctx => {
    const loaded = await loadOwnRole(ctx);
    return { ...loaded, having: await havingIt(ctx, loaded) };
  },
  title: (ctx, { role }) => ctx.t('administration.roles.end.title', { name: roleText(ctx, role) }),
  crumbs: roleCrumbs,
  about: (ctx, { having }) => html`<p>${ctx.t('administration.roles.end.about')}</p>${having}`,
  fields: (ctx, _, errors) =>
    textArea(ctx.t, {
      name: REASON,
      label: ctx.t('administration.account.reason'),
      hint: ctx.t('administration.roles.end.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    }),
  button: 'administration.roles.end.button',
  submit: async (ctx, { role }) => {
    const reason = posted(ctx.req.body, REASON);
    if (!reason || reason.length > LONGEST)
      return [{ path: REASON, message: ctx.t('administration.account.reason.wrong') }];
    await ctx.db.tx(tx => endRole(tx, role.id, reason, actOf(ctx, 'identity.manage')));
    return doneAt(rolePath(role.id), 'role-ended');
  },
  otherwise: REASON,
});

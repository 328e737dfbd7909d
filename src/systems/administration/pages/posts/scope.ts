import { actOf, clearScope, listRoles, listScopes, scopeRole } from '#engines/identity';
import { listAllFields } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { textField as posted, type Route, redirect, textFields } from '#platform/http';
import { checkbox, checkboxes, doneAt, errorOf, type FieldError, html, selectField, typedOr } from '#ui';
import { agencyField, readAgency } from '../../agency-field.ts';
import { OwnPower } from '../../errors.ts';
import { formRoutes } from '../../form-page.ts';
import { rolesToGive } from '../../giving.ts';
import { holdsPost } from '../../own-power.ts';
import { idOf } from '../../reach.ts';
import { roleText, titleText } from '../../words.ts';
import { loadGivable } from './holder.ts';
import { postCrumbs, postPath, postsPath } from './load.ts';

const ROLE = 'vai-tro';
const AGENCY = 'co-quan';
const BELOW = 'cap-duoi';
const FIELDS = 'linh-vuc';

const set = formRoutes({
  path: `${postsPath(':id')}/:post/pham-vi`,
  permission: 'identity.manage',
  active: 'agencies',
  load: loadGivable,
  title: (ctx, { post }) => ctx.t('administration.scope.add', { post: titleText(ctx, post) }),
  crumbs: postCrumbs,
  about: ctx => html`<p>${ctx.t('administration.scope.about')}</p>`,
  fields: async (ctx, { post }, errors) => {
    const { t } = ctx;
    const roles = (await listRoles(ctx.db)).filter(r => post.roles.includes(r.id));
    const all = await listAllFields(ctx.db);
    return html`${selectField(t, {
      name: ROLE,
      label: t('administration.scope.role'),
      value: typedOr(ctx, ROLE, roles.length === 1 ? roles[0]?.id : ''),
      error: errorOf(errors, ROLE),
      options: roles.map(r => ({ value: r.id, label: roleText(ctx, r) })),
    })}${await agencyField(ctx, {
      name: AGENCY,
      label: t('administration.scope.reaches'),
      among: 'identity.manage',
      value: typedOr(ctx, AGENCY),
      errors,
    })}${checkbox(t, { name: BELOW, label: t('administration.scope.below'), checked: typedOr(ctx, BELOW) === '1' })}${
      all.length > 0 &&
      checkboxes(t, {
        name: FIELDS,
        label: t('administration.scope.fields'),
        hint: t('administration.scope.fields.hint'),
        optional: true,
        values: textFields(ctx.req.body, FIELDS),
        error: errorOf(errors, FIELDS),
        options: all.map(f => ({ value: f.code, label: f.name })),
      })
    }`;
  },
  button: 'administration.scope.button',
  submit: async (ctx, { post }) => {
    const { t, req } = ctx;
    if (await holdsPost(ctx, post.id)) throw OwnPower();
    const errors: FieldError[] = [];
    const roleId = posted(req.body, ROLE);
    const fields = textFields(req.body, FIELDS);
    const known = await listAllFields(ctx.db);
    const named = await readAgency(ctx, AGENCY, 'identity.manage', localDate(ctx.clock.now()));
    const agency = 'agency' in named ? named.agency : undefined;
    if (!post.roles.includes(roleId))
      errors.push({ path: ROLE, message: t('administration.scope.role.wrong') });
    if ('message' in named) errors.push({ path: AGENCY, message: named.message });
    // The role must be his to give there, too: else it would reach further than he does.
    else if (
      post.roles.includes(roleId) &&
      !(await rolesToGive(ctx, named.agency.id)).some(r => r.id === roleId)
    )
      errors.push({ path: ROLE, message: t('administration.scope.role.not-yours') });
    if (!fields.every(code => known.some(f => f.code === code)))
      errors.push({ path: FIELDS, message: t('administration.scope.fields.wrong') });
    if (errors.length || !agency) return errors;
    const below = posted(req.body, BELOW) === '1';
    const scope = {
      postId: post.id,
      roleId,
      agencyId: agency.id,
      below,
      fields: fields.length ? fields : null,
    };
    await ctx.db.tx(tx => scopeRole(tx, scope, actOf(ctx, 'identity.manage')));
    return doneAt(postPath(post), 'scoped');
  },
  otherwise: ROLE,
});

const clear: Route = {
  method: 'POST',
  path: `${postsPath(':id')}/:post/pham-vi/bo`,
  rule: { permission: 'identity.manage' },
  handler: async ctx => {
    const { post } = await loadGivable(ctx);
    // A reach that is cleared is wide again.
    if (await holdsPost(ctx, post.id)) throw OwnPower();
    const roleId = posted(ctx.req.body, ROLE);
    const agencyId = idOf(posted(ctx.req.body, AGENCY));
    const own = (await listScopes(ctx.db, post.id)).some(s => s.roleId === roleId && s.agencyId === agencyId);
    if (!own) throw NotFound();
    await ctx.db.tx(tx =>
      clearScope(tx, { postId: post.id, roleId, agencyId }, actOf(ctx, 'identity.manage')),
    );
    return redirect(doneAt(postPath(post), 'scope-cleared'));
  },
};

export const scopeRoutes: readonly Route[] = [...set, clear];

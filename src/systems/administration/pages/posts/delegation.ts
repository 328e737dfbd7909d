import { actOf, delegate, listDelegations, listRoles, reaches, revokeDelegation } from '#engines/identity';
import { findPost, listPosts } from '#engines/organisation';
import { dayAfter, localDate, readDay } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route, redirect, textFields } from '#platform/http';
import {
  checkboxes,
  dateField,
  doneAt,
  doOnce,
  errorOf,
  type FieldError,
  html,
  selectField,
  textArea,
  typedOr,
} from '#ui';
import { agenciesOn } from '../../agencies-on.ts';
import { formRoutes } from '../../form-page.ts';
import { isId } from '../../reach.ts';
import { roleText, titleText } from '../../words.ts';
import { loadGivable } from './holder.ts';
import { type LoadedPost, postCrumbs, postPath, postsPath } from './load.ts';

const TO_POST = 'vi-tri-nhan';
const ROLES = 'vai-tro';
const FROM = 'tu-ngay';
const TO = 'den-ngay';
const REASON = 'ly-do';

/** Posts that may stand in: of the same agency, the one above it and those below, as far as the visitor reaches. */
async function standIns(ctx: Ctx, { post, agencyId }: LoadedPost) {
  const today = localDate(ctx.clock.now());
  const near = (await agenciesOn(ctx, 'identity.manage', today)).filter(
    a => a.id === agencyId || a.parentId === agencyId,
  );
  const choices = [];
  for (const agency of near)
    for (const other of await listPosts(ctx.db, agency.id, today))
      if (other.id !== post.id)
        choices.push({ value: other.id, label: `${titleText(ctx, other)}, ${agency.name}` });
  return choices;
}

const make = formRoutes({
  path: `${postsPath(':id')}/:post/uy-quyen`,
  permission: 'identity.manage',
  active: 'agencies',
  load: loadGivable,
  title: (ctx, { post }) => ctx.t('administration.delegation.add', { post: titleText(ctx, post) }),
  crumbs: postCrumbs,
  about: ctx => html`<p>${ctx.t('administration.delegation.about')}</p>`,
  fields: async (ctx, loaded, errors) => {
    const { t } = ctx;
    const roles = (await listRoles(ctx.db)).filter(r => loaded.post.roles.includes(r.id));
    const day = (name: string, key: string) =>
      dateField(t, { name, label: t(key), value: typedOr(ctx, name), error: errorOf(errors, name) });
    return html`${selectField(t, {
      name: TO_POST,
      label: t('administration.delegation.to'),
      value: typedOr(ctx, TO_POST),
      error: errorOf(errors, TO_POST),
      options: await standIns(ctx, loaded),
    })}${checkboxes(t, {
      name: ROLES,
      label: t('administration.delegation.roles'),
      values: ctx.req.method === 'GET' ? roles.map(r => r.id) : textFields(ctx.req.body, ROLES),
      error: errorOf(errors, ROLES),
      options: roles.map(r => ({ value: r.id, label: roleText(ctx, r) })),
    })}<div class="fs">${day(FROM, 'administration.from')}${day(TO, 'administration.to')}</div>${textArea(t, {
      name: REASON,
      label: t('administration.delegation.reason'),
      hint: t('administration.delegation.reason.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`;
  },
  button: 'administration.delegation.button',
  submit: async (ctx, { post }) => {
    const { t, req } = ctx;
    const errors: FieldError[] = [];
    const toPostId = posted(req.body, TO_POST);
    const other = isId(toPostId) ? await findPost(ctx.db, toPostId, localDate(ctx.clock.now())) : undefined;
    const roles = textFields(req.body, ROLES);
    const from = readDay(posted(req.body, FROM));
    const last = readDay(posted(req.body, TO));
    const reason = posted(req.body, REASON);
    if (!other || !(await reaches(ctx, 'identity.manage', other.agencyId)))
      errors.push({ path: TO_POST, message: t('administration.delegation.to.wrong') });
    if (!roles.length) errors.push({ path: ROLES, message: t('administration.delegation.roles.wrong') });
    if (!from) errors.push({ path: FROM, message: t('ui.day.wrong') });
    if (!last || (from && last < from)) errors.push({ path: TO, message: t('administration.day.before') });
    if (!reason || reason.length > 500)
      errors.push({ path: REASON, message: t('administration.delegation.reason.wrong') });
    if (errors.length || !from || !last) return errors;
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const wish = { fromPostId: post.id, toPostId, roles, from, to: dayAfter(last), reason };
        return { id: await delegate(tx, wish, actOf(ctx, 'identity.manage')) };
      }),
    );
    return doneAt(postPath(post), 'delegated');
  },
  otherwise: TO_POST,
});

/** Ends a delegation at once. */
const revoke: Route = {
  method: 'POST',
  path: `${postsPath(':id')}/:post/uy-quyen/:delegation/bo`,
  rule: { permission: 'identity.manage' },
  handler: async ctx => {
    const { post } = await loadGivable(ctx);
    const own = (await listDelegations(ctx.db, [post.id])).find(
      d => d.id === ctx.req.params.delegation && d.fromPostId === post.id,
    );
    if (!own) throw NotFound();
    await ctx.db.tx(tx => revokeDelegation(tx, own.id, actOf(ctx, 'identity.manage')));
    return redirect(doneAt(postPath(post), 'delegation-ended'));
  },
};

export const delegationRoutes: readonly Route[] = [...make, revoke];

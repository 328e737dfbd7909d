import { actOf } from '#engines/identity';
import { correctPost, createPost } from '#engines/organisation';
import { formatDate, localDate, readDay } from '#platform/clock';
import { textField as posted, type Route, textFields } from '#platform/http';
import { checkboxes, dateField, doneAt, doOnce, errorOf, html, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { rolesToGive } from '../../giving.ts';
import { roleText, titleText } from '../../words.ts';
import { closeRoutes } from './close.ts';
import { loadGivable } from './holder.ts';
import { loadPlace, postCrumbs, postPath, postsCrumbs, postsPath } from './load.ts';
import { readTitles, titleFields, VI } from './titles.ts';

const ROLES = 'vai-tro';
const FROM = 'tu-ngay';

const create = formRoutes({
  path: `${postsPath(':id')}/moi`,
  permission: 'identity.manage',
  active: 'agencies',
  load: loadPlace,
  title: ctx => ctx.t('administration.post.add'),
  crumbs: postsCrumbs,
  fields: async (ctx, { agencyId }, errors) => {
    const { t } = ctx;
    const roles = await rolesToGive(ctx, agencyId);
    return html`${titleFields(ctx, errors)}${checkboxes(t, {
      name: ROLES,
      label: t('administration.post.roles'),
      hint: t('administration.post.roles.hint'),
      values: textFields(ctx.req.body, ROLES),
      error: errorOf(errors, ROLES),
      options: roles.map(r => ({ value: r.id, label: roleText(ctx, r) })),
    })}${dateField(t, {
      name: FROM,
      label: t('administration.from'),
      value: typedOr(ctx, FROM, formatDate(localDate(ctx.clock.now()))),
      error: errorOf(errors, FROM),
    })}`;
  },
  button: 'administration.post.add.button',
  submit: async (ctx, { agencyId }) => {
    const { t, req } = ctx;
    const { titles, errors } = readTitles(ctx);
    const from = readDay(posted(req.body, FROM));
    const roles = textFields(req.body, ROLES);
    const given = await rolesToGive(ctx, agencyId);
    if (!roles.length || !roles.every(id => given.some(r => r.id === id)))
      errors.push({ path: ROLES, message: t('administration.post.roles.wrong') });
    if (!from) errors.push({ path: FROM, message: t('ui.day.wrong') });
    if (errors.length || !from || !titles) return errors;
    const { id } = await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const act = actOf(ctx, 'identity.manage');
        return { id: (await createPost(tx, { agencyId, ...titles, roles, from }, act)).id };
      }),
    );
    return doneAt(`${postsPath(agencyId)}/${id}`, 'post-created');
  },
  otherwise: FROM,
});

/** A title that was written down wrongly. One that really changes is another post: what was signed under the old one keeps it. */
const correct = formRoutes({
  path: `${postsPath(':id')}/:post/dinh-chinh`,
  permission: 'identity.manage',
  active: 'agencies',
  load: loadGivable,
  title: (ctx, { post }) => ctx.t('administration.post.correct.title', { post: titleText(ctx, post) }),
  crumbs: postCrumbs,
  about: ctx => html`<p>${ctx.t('administration.post.correct.about')}</p>`,
  fields: (ctx, { post }, errors) => titleFields(ctx, errors, post),
  button: 'administration.post.correct.button',
  submit: async (ctx, { post }) => {
    const { titles, errors } = readTitles(ctx);
    if (!titles) return errors;
    await ctx.db.tx(tx => correctPost(tx, post.id, titles, actOf(ctx, 'identity.manage')));
    return doneAt(postPath(post), 'post-corrected');
  },
  otherwise: VI,
});

export const postFormRoutes: readonly Route[] = [...create, ...correct, ...closeRoutes];

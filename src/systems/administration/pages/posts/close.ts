import { ESCALATION_REF } from '#engines/cases';
import { actOf, listDelegations } from '#engines/identity';
import { closePost } from '#engines/organisation';
import { leftWith } from '#engines/work';
import { dayAfter, dayBefore, formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { dateField, doneAt, errorOf, type Html, html, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { dayHint } from '../day-hint.ts';
import { loadGivable } from './holder.ts';
import { type LoadedPost, postCrumbs, postPath, postsPath } from './load.ts';

const LAST = 'ngay-cuoi';

/** What lies with the post, or rests on it, and has nobody when it is closed: a line a kind. */
async function left(ctx: Ctx, { post }: LoadedPost): Promise<Html | false> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const { steps, rules } = await leftWith(db, post, ESCALATION_REF);
  const delegations = (await listDelegations(db, [post.id])).filter(
    d => d.to > localDate(now) && (d.revokedAt === null || d.revokedAt > now),
  ).length;
  const counts = Object.entries({ steps, rules, delegations }).filter(([, count]) => count > 0);
  return (
    counts.length > 0 &&
    html`<section><h2>${t('administration.post.close.left')}</h2>
<ul>${counts.map(([kind, count]) => html`<li>${t(`administration.post.close.left-${kind}`, { count })}</li>`)}</ul></section>`
  );
}

/** Why the day cannot be the post's last: it is before its first, or the post is gone by then. */
function wrongDay({ t }: Ctx, { post }: LoadedPost, last: string | undefined): string | null {
  if (!last) return t('ui.day.wrong');
  if (last < post.from) return t('administration.post.close.too-early', { from: formatDate(post.from) });
  if (post.to !== null && dayAfter(last) > post.to)
    return t('administration.post.close.too-late', { last: formatDate(dayBefore(post.to)) });
  return null;
}

/** Says first what would have nobody: only a leader can give it to others. */
export const closeRoutes: readonly Route[] = formRoutes({
  path: `${postsPath(':id')}/:post/dong`,
  permission: 'identity.manage',
  active: 'agencies',
  leave: true,
  load: async ctx => {
    const loaded = await loadGivable(ctx);
    return { ...loaded, left: await left(ctx, loaded) };
  },
  title: ctx => ctx.t('administration.post.close'),
  crumbs: postCrumbs,
  about: (ctx, loaded) => html`<p>${ctx.t('administration.post.close.about')}</p>${loaded.left}`,
  fields: (ctx, _, errors) =>
    dateField(ctx.t, {
      name: LAST,
      label: ctx.t('administration.post.close.last'),
      hint: dayHint(ctx),
      value: typedOr(ctx, LAST),
      error: errorOf(errors, LAST),
    }),
  button: 'administration.post.close.button',
  submit: async (ctx, loaded) => {
    const last = readDay(posted(ctx.req.body, LAST)) ?? undefined;
    const wrong = wrongDay(ctx, loaded, last);
    if (!last || wrong) return [{ path: LAST, message: wrong ?? '' }];
    await ctx.db.tx(tx => closePost(tx, loaded.post.id, dayAfter(last), actOf(ctx, 'identity.manage')));
    return doneAt(postPath(loaded.post), 'post-closed');
  },
  otherwise: LAST,
});

import { holdersOfPosts, listRoles } from '#engines/identity';
import { listPosts } from '#engines/organisation';
import type { Answer, Ctx, Route } from '#platform/http';
import {
  askForm,
  button,
  DAY,
  dateField,
  dayAsked,
  emptyState,
  errorOf,
  html,
  periodText,
  scrollTable,
  status,
} from '#ui';
import { adminPage } from '../../view.ts';
import { roleText, titleText } from '../../words.ts';
import { loadPlace, placeCrumbs, postPath, postsPath } from './load.ts';

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const place = await loadPlace(ctx);
  const { day, typed, errors } = dayAsked(ctx);
  const posts = await listPosts(db, place.agencyId, day);
  const [holders, roles] = await Promise.all([
    holdersOfPosts(
      db,
      posts.map(p => p.id),
      day,
    ),
    listRoles(db),
  ]);
  const home = postsPath(place.agencyId);
  return adminPage(
    ctx,
    {
      title: t('administration.posts.of', { agency: place.agencyName }),
      active: 'agencies',
      crumbs: placeCrumbs(ctx, place),
      errors,
    },
    html`<p>${button({ label: t('administration.post.add'), href: `${home}/moi` })}</p>
${askForm(
  home,
  dateField(t, {
    name: DAY,
    label: t('administration.agencies.day'),
    value: typed,
    error: errorOf(errors, DAY),
  }),
  t('administration.show'),
)}
${
  errors.length
    ? null
    : posts.length
      ? scrollTable({
          caption: t('administration.posts.on', { day: typed, count: posts.length }),
          columns: [
            { label: t('administration.post.title') },
            { label: t('administration.post.holder') },
            { label: t('administration.post.roles') },
            { label: t('administration.period') },
          ],
          rows: posts.map(post => {
            const held = holders.filter(h => h.postId === post.id);
            return [
              html`<a href="${postPath(post)}">${titleText(ctx, post)}</a>`,
              held.length
                ? held.map(h => h.name).join(', ')
                : status('soon', t('administration.post.vacant')),
              roles
                .filter(r => post.roles.includes(r.id))
                .map(r => roleText(ctx, r))
                .join(', '),
              html`<span class="num">${periodText(ctx.t, post)}</span>`,
            ];
          }),
        })
      : emptyState({ why: t('administration.posts.none', { day: typed }) })
}`,
  );
}

export const postsRoute: Route = {
  method: 'GET',
  path: postsPath(':id'),
  rule: { permission: 'identity.manage' },
  handler: show,
};

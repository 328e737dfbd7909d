import { agenciesInReach, holdersOfPosts, postsWithRole } from '#engines/identity';
import { formatDateTime, localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, emptyState, type Html, html, scrollTable, status } from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { adminPage } from '../../view.ts';
import { roleText, titleText } from '../../words.ts';
import { postPath } from '../posts/load.ts';
import { allowsView, type LoadedRole, loadRole, rolePath, rolesCrumbs } from './load.ts';

const MOST = 500;

/** The posts within the visitor's reach that have the role today, and who holds them. */
export async function havingIt(ctx: Ctx, { role }: LoadedRole): Promise<Html> {
  const { t, db } = ctx;
  const date = localDate(ctx.clock.now());
  const agencyIds = await agenciesInReach(ctx, 'identity.manage');
  const found = await postsWithRole(db, role.id, { date, agencyIds, limit: MOST + 1 });
  const posts = found.slice(0, MOST);
  if (!posts.length) return emptyState({ why: t('administration.roles.nobody') });
  const [names, holders] = await Promise.all([
    agencyNames(ctx, [...new Set(posts.map(p => p.agencyId))], date),
    holdersOfPosts(
      db,
      posts.map(p => p.postId),
      date,
    ),
  ]);
  return html`${scrollTable({
    caption: t('administration.roles.who', { count: posts.length }),
    columns: [
      { label: t('administration.post.title') },
      { label: t('administration.roles.agency') },
      { label: t('administration.post.holder') },
    ],
    rows: posts.map(post => {
      const held = holders.filter(h => h.postId === post.postId);
      return [
        html`<a href="${postPath({ id: post.postId, agencyId: post.agencyId })}">${titleText(ctx, post)}</a>`,
        names.get(post.agencyId) ?? '',
        held.length ? held.map(h => h.name).join(', ') : status('soon', t('administration.post.vacant')),
      ];
    }),
  })}${found.length > MOST && html`<p class="q">${t('administration.roles.more', { count: MOST })}</p>`}`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await loadRole(ctx);
  const { role, mine } = loaded;
  return adminPage(
    ctx,
    { title: roleText(ctx, role), active: 'roles', crumbs: rolesCrumbs(ctx) },
    html`<p>${
      role.endedAt
        ? status('ended', t('administration.roles.ended', { at: formatDateTime(role.endedAt) }))
        : t(role.builtIn ? 'administration.roles.built-in' : 'administration.roles.own-one')
    }</p>
${allowsView(ctx, role)}
${
  mine &&
  html`<p class="row">${button({ label: t('administration.roles.change'), href: `${rolePath(role.id)}/sua` })}${button(
    {
      label: t('administration.roles.end'),
      href: `${rolePath(role.id)}/ket-thuc`,
      alt: true,
    },
  )}</p>`
}
<section><h2>${t('administration.roles.who-title')}</h2>${await havingIt(ctx, loaded)}</section>`,
  );
}

export const roleRoute: Route = {
  method: 'GET',
  path: rolePath(':role'),
  rule: { permission: 'identity.manage' },
  handler: show,
};

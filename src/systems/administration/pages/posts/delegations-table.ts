import { type Delegation, holdersOfPosts, listDelegations, type Role } from '#engines/identity';
import { findPostOfAnyDay, type Post } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, csrfField, type Html, html, periodText, scrollTable } from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { fieldsOfRoles, rolesWithFields } from '../../role-fields.ts';
import { titleText } from '../../words.ts';

/** What a post has given and got, the newest first; its own that still run can be ended, by a post to `path`/ID/bo. */
export async function delegationsTable(
  ctx: Ctx,
  post: Pick<Post, 'id'>,
  roles: readonly Role[],
  path: string,
): Promise<Html> {
  const { t } = ctx;
  const today = localDate(ctx.clock.now());
  const list = await listDelegations(ctx.db, [post.id]);
  if (!list.length) return html`<p class="q">${t('administration.delegation.none')}</p>`;
  /** Who stands on the other side, with his post and agency: those of today while it runs, else those of its first day. */
  const other = async (d: Delegation) => {
    const postId = d.fromPostId === post.id ? d.toPostId : d.fromPostId;
    const found = await findPostOfAnyDay(ctx.db, postId);
    if (!found) return '';
    const runs = !d.revokedAt && d.from <= today && today < d.to;
    const holders = await holdersOfPosts(ctx.db, [postId], runs ? today : d.from);
    const names = await agencyNames(ctx, [found.agencyId], today);
    return [...holders.map(h => h.name), titleText(ctx, found), names.get(found.agencyId)].join(', ');
  };
  const state = (d: Delegation) => {
    if (d.revokedAt) return t('administration.delegation.revoked', { at: formatDateTime(d.revokedAt) });
    return d.to <= today ? t('administration.delegation.over') : periodText(ctx.t, d);
  };
  const rows = await Promise.all(
    list.map(async d => [
      t(d.fromPostId === post.id ? 'administration.delegation.gave' : 'administration.delegation.got', {
        post: await other(d),
      }),
      html`${rolesWithFields(t, roles, d.roles, await fieldsOfRoles(ctx.db, d.fromPostId))}<small>${d.reason}</small>`,
      html`<span class="num">${state(d)}</span>`,
      d.fromPostId === post.id &&
        !d.revokedAt &&
        d.to > today &&
        html`<form method="post" action="${path}/${d.id}/bo">${csrfField(ctx)}${button({ label: t('administration.delegation.end'), alt: true })}</form>`,
    ]),
  );
  return scrollTable({
    caption: t('administration.delegations'),
    captionHidden: true,
    columns: [
      { label: t('administration.delegation.who') },
      { label: t('administration.delegation.roles') },
      { label: t('administration.period') },
      { label: t('administration.actions'), hidden: true },
    ],
    rows,
  });
}

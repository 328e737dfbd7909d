import { listRoles } from '#engines/identity';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, html } from '#ui';
import { adminPage } from '../../view.ts';
import { roleText } from '../../words.ts';
import { allowsView, keepsRoles, ROLES, rolePath } from './load.ts';

/** What each role allows, and where: the installation's own after those of the program. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const [roles, keeps] = await Promise.all([listRoles(ctx.db), keepsRoles(ctx)]);
  return adminPage(
    ctx,
    { title: t('administration.roles.title'), active: 'roles' },
    html`<p>${t('administration.roles.about')}</p><p class="q">${t('administration.roles.fixed')}</p>
${keeps && html`<p>${button({ label: t('administration.roles.add'), href: `${ROLES}/moi` })}</p>`}
${roles.map(
  role => html`<section><h2><a href="${rolePath(role.id)}">${roleText(ctx, role)}</a></h2>
${!role.builtIn && html`<p class="q">${t('administration.roles.own-one')}</p>`}${allowsView(ctx, role)}</section>
`,
)}`,
  );
}

export const rolesRoute: Route = {
  method: 'GET',
  path: ROLES,
  rule: { permission: 'identity.manage' },
  handler: show,
};

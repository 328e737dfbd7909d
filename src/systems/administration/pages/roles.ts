import { listRoles } from '#engines/identity';
import type { Answer, Ctx, Route } from '#platform/http';
import { html, scrollTable } from '#ui';
import { adminPage, ROOT } from '../view.ts';
import { permissionText, roleText } from '../words.ts';

/** What each role allows, and where: read only, because roles are the installation's data, not an agency's. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const roles = await listRoles(ctx.db);
  return adminPage(
    ctx,
    { title: t('administration.roles.title'), active: 'roles' },
    html`<p>${t('administration.roles.about')}</p>
${roles.map(
  role => html`<section><h2>${roleText(ctx, role)}</h2>${scrollTable({
    caption: roleText(ctx, role),
    captionHidden: true,
    columns: [{ label: t('administration.roles.permission') }, { label: t('administration.roles.where') }],
    rows: role.permissions.map(p => [
      permissionText(ctx, p),
      t(role.below.includes(p) ? 'administration.roles.below' : 'administration.roles.own'),
    ]),
  })}</section>
`,
)}`,
  );
}

export const rolesRoute: Route = {
  method: 'GET',
  path: `${ROOT}/vai-tro`,
  rule: { permission: 'identity.manage' },
  handler: show,
};

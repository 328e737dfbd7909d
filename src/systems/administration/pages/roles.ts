import { listRoles, type Role } from '#engines/identity';
import type { Answer, Ctx, Route } from '#platform/http';
import { html, keyValues } from '#ui';
import { adminPage, ROOT } from '../view.ts';
import { permissionText, roleText } from '../words.ts';

/** What a role allows at the post's own agency alone, and what there and below. */
const reachesOf = (ctx: Ctx, role: Role) =>
  (['below', 'own'] as const).flatMap(where => {
    const here = role.permissions.filter(p => role.below.includes(p) === (where === 'below'));
    if (!here.length) return [];
    const list = html`<ul>${here.map(p => html`<li>${permissionText(ctx, p)}</li>`)}</ul>`;
    return [{ label: ctx.t(`administration.roles.${where}`), value: list }];
  });

/** What each role allows, and where: read only, because roles are the installation's data, not an agency's. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const roles = await listRoles(ctx.db);
  return adminPage(
    ctx,
    { title: t('administration.roles.title'), active: 'roles' },
    html`<p>${t('administration.roles.about')}</p>
${roles.map(
  role => html`<section><h2>${roleText(ctx, role)}</h2><div class="plain">${keyValues(t, reachesOf(ctx, role))}</div></section>
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

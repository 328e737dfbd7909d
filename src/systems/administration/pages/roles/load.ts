import { findRole, holdsAll, type Role } from '#engines/identity';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { type Html, html, type KeyValue, keyValues } from '#ui';
import { permissionsToGive } from '../../giving.ts';
import { ROOT } from '../../view.ts';
import { permissionText, roleText } from '../../words.ts';

export const ROLES = `${ROOT}/vai-tro`;
export const rolePath = (id: string): string => `${ROLES}/${id}`;

/** `mine`: it is the installation's own, still gives something, and all of that the visitor may give. */
export type LoadedRole = { role: Role; mine: boolean };

/** Whether the visitor keeps the installation's roles: administrators of the whole province do. */
export const keepsRoles = (ctx: Ctx): Promise<boolean> => holdsAll(ctx, 'identity.manage');

/** The role of the address, ended ones too. Throws NotFound. */
export async function loadRole(ctx: Ctx): Promise<LoadedRole> {
  const role = await findRole(ctx.db, ctx.req.params.role ?? '');
  if (!role) throw NotFound();
  const own = !role.builtIn && !role.endedAt && (await keepsRoles(ctx));
  const given = own ? new Set(await permissionsToGive(ctx)) : new Set<string>();
  return { role, mine: own && role.permissions.every(p => given.has(p)) };
}

/** As `loadRole`, for a change. Throws NotFound also where the role may only be seen. */
export async function loadOwnRole(ctx: Ctx): Promise<LoadedRole> {
  const loaded = await loadRole(ctx);
  if (!loaded.mine) throw NotFound();
  return loaded;
}

/** Throws NotFound for whoever does not keep the installation's roles. */
export async function mustKeepRoles(ctx: Ctx): Promise<null> {
  if (!(await keepsRoles(ctx))) throw NotFound();
  return null;
}

export const rolesCrumbs = (ctx: Ctx) => [{ href: ROLES, label: ctx.t('administration.roles.title') }];

export const roleCrumbs = (ctx: Ctx, { role }: LoadedRole) => [
  ...rolesCrumbs(ctx),
  { href: rolePath(role.id), label: roleText(ctx, role) },
];

/** What a role allows at the post's own agency alone, and what there and below. */
export function allowsView(ctx: Ctx, role: Role): Html {
  const rows = (['below', 'own'] as const).flatMap((where): KeyValue[] => {
    const here = role.permissions.filter(p => role.below.includes(p) === (where === 'below'));
    if (!here.length) return [];
    const list = html`<ul>${here.map(p => html`<li>${permissionText(ctx, p)}</li>`)}</ul>`;
    return [{ label: ctx.t(`administration.roles.${where}`), value: list }];
  });
  return html`<div class="plain">${keyValues(ctx.t, rows)}</div>`;
}

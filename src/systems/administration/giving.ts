import { listRoles, type Role, reaches } from '#engines/identity';
import type { Ctx } from '#platform/http';

/** Rights over the province's own affairs, in contrast to work on dossiers. */
const isGoverning = (permission: string): boolean =>
  permission.endsWith('.manage') || permission.startsWith('procedure.') || permission === 'ledger.read';

/** Of these permissions those that the visitor may hand on at an agency: what governs only if he holds it there himself. */
async function givable(ctx: Ctx, permissions: readonly string[], agencyId: string): Promise<Set<string>> {
  const given = new Set<string>();
  for (const permission of permissions)
    if (!isGoverning(permission) || (await reaches(ctx, permission, agencyId))) given.add(permission);
  return given;
}

/**
 * The roles that the visitor may put into a post of an agency: nobody gives a right to govern that he does not hold there
 * himself, or an agency's administrator could make himself the province's.
 */
export async function rolesToGive(ctx: Ctx, agencyId: string): Promise<Role[]> {
  const roles = await listRoles(ctx.db);
  const all = [...new Set(roles.flatMap(r => r.permissions))];
  const given = await givable(ctx, all, agencyId);
  return roles.filter(r => r.permissions.every(p => given.has(p)));
}

/** The roles that the visitor may give at some agency: what a form offers before it knows at which. */
export async function rolesOfferable(ctx: Ctx): Promise<Role[]> {
  const held = new Set(ctx.visitor?.grants.map(g => g.permission));
  return (await listRoles(ctx.db)).filter(r => r.permissions.every(p => !isGoverning(p) || held.has(p)));
}

/** Permissions that a program may be given at an agency. */
export async function scopesToGive(ctx: Ctx, agencyId: string): Promise<string[]> {
  const all = [...new Set((await listRoles(ctx.db)).flatMap(r => r.permissions))].sort();
  const given = await givable(ctx, all, agencyId);
  return all.filter(p => given.has(p));
}

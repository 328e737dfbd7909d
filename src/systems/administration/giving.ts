import { type ApiScope, apiScope, holdsAll, listRoles, type Role, reaches } from '#engines/identity';
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

/** Whether the visitor may give all of these roles at an agency; what has ended gives nothing, and needs no right to be given. */
export async function givesAll(ctx: Ctx, agencyId: string, roleIds: readonly string[]): Promise<boolean> {
  const [given, living] = await Promise.all([rolesToGive(ctx, agencyId), listRoles(ctx.db)]);
  return roleIds.every(id => given.some(r => r.id === id) || !living.some(r => r.id === id));
}

/**
 * The rights that the visitor may put into a role of the installation's own: all that roles of the program allow; what governs only if he
 * holds it for the whole province.
 */
export async function permissionsToGive(ctx: Ctx): Promise<string[]> {
  const known = new Set((await listRoles(ctx.db)).filter(r => r.builtIn).flatMap(r => r.permissions));
  const given: string[] = [];
  for (const permission of [...known].sort())
    if (!isGoverning(permission) || (await holdsAll(ctx, permission))) given.push(permission);
  return given;
}

/** The roles that the visitor may give at some agency: what a form offers before it knows at which. */
export async function rolesOfferable(ctx: Ctx): Promise<Role[]> {
  const held = new Set(ctx.visitor?.grants.map(g => g.permission));
  return (await listRoles(ctx.db)).filter(r => r.permissions.every(p => !isGoverning(p) || held.has(p)));
}

/** What a program may be let do at an agency: what governs only by who holds it there himself. */
export async function scopesToGive(ctx: Ctx, agencyId: string): Promise<ApiScope[]> {
  const scopes = ctx.extensions(apiScope);
  const given = await givable(
    ctx,
    scopes.map(s => s.id),
    agencyId,
  );
  return scopes.filter(s => given.has(s.id));
}

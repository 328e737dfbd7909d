import { holdsAll } from '#engines/identity';
import {
  type Agency,
  agenciesBelow,
  findAgency,
  listAgencies,
  listAgencyVersions,
} from '#engines/organisation';
import type { Ctx } from '#platform/http';
import type { Manage } from './reach.ts';

/** The agencies of a day for which the visitor holds the permission, by identifier. */
export async function agenciesOn(ctx: Ctx, permission: Manage, day: string): Promise<Agency[]> {
  if (await holdsAll(ctx, permission)) return listAgencies(ctx.db, day);
  const found = new Map<string, Agency>();
  for (const grant of ctx.visitor?.grants ?? []) {
    if (grant.permission !== permission) continue;
    const own = await findAgency(ctx.db, grant.agencyId, day);
    if (own) found.set(own.id, own);
    if (grant.below)
      for (const agency of await agenciesBelow(ctx.db, grant.agencyId, day)) found.set(agency.id, agency);
  }
  return [...found.values()].sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
}

/** Names of agencies by id, as they are on the day or were last: for lists that only name them. */
export async function agencyNames(
  ctx: Ctx,
  ids: readonly string[],
  day: string,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const agency = (await findAgency(ctx.db, id, day)) ?? (await listAgencyVersions(ctx.db, id)).at(-1);
    if (agency) names.set(id, agency.name);
  }
  return names;
}

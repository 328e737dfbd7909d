import { agenciesAbove, agenciesBelow } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Grant, Visitor } from '#platform/http';
import { decide, type ScopedGrant } from './decide.ts';

/** An agency and those above it on the day of `at`, the nearest first: what `decide` asks for. */
export async function agencyPath(q: Queryable, agencyId: string, at: Date): Promise<string[]> {
  return [agencyId, ...(await agenciesAbove(q, agencyId, localDate(at))).map(a => a.id)];
}

/**
 * Whether the visitor may do `permission` to a thing of the agency, as the agencies stand at `at`. Citizens hold no permission at
 * any agency: their own things are theirs by being the owner, which the engine that holds the thing checks.
 */
export async function can(
  q: Queryable,
  visitor: Visitor | null,
  permission: string,
  agencyId: string,
  at: Date,
  field?: string,
): Promise<boolean> {
  if (!visitor) return false;
  // Most questions end here, without asking the database.
  const grants: readonly ScopedGrant[] = visitor.grants.filter((g: Grant) => g.permission === permission);
  if (grants.length === 0) return false;
  if (decide(grants, permission, [agencyId], field)) return true;
  if (!grants.some(g => g.below)) return false;
  return decide(grants, permission, await agencyPath(q, agencyId, at), field);
}

/** Part of the province in which a permission is held: for the WHERE of a list. */
export type Reach = {
  agencyIds: string[] /** Codes of fields; null for all. */;
  fields: readonly string[] | null;
};

/**
 * All agencies at which the visitor holds `permission` on the day of `at`, one entry for each set of fields. An empty list:
 * nowhere.
 */
export async function reachOf(
  q: Queryable,
  visitor: Visitor,
  permission: string,
  at: Date,
): Promise<Reach[]> {
  const reaches = new Map<string, { agencyIds: Set<string>; fields: readonly string[] | null }>();
  for (const grant of visitor.grants as readonly ScopedGrant[]) {
    if (grant.permission !== permission) continue;
    const fields = grant.fields ?? null;
    const key = JSON.stringify(fields);
    const reach = reaches.get(key) ?? { agencyIds: new Set<string>(), fields };
    reaches.set(key, reach);
    reach.agencyIds.add(grant.agencyId);
    if (grant.below)
      for (const a of await agenciesBelow(q, grant.agencyId, localDate(at))) reach.agencyIds.add(a.id);
  }
  return [...reaches.values()].map(r => ({ agencyIds: [...r.agencyIds], fields: r.fields }));
}

import type { Grant } from '#platform/http';

/** A grant, which may be for some fields of procedures only (codes; absent or null: for all). */
export type ScopedGrant = Grant & { fields?: readonly string[] | null };

/**
 * Whether `grants` allow `permission` for a thing of one agency. `agencyPath`: the agency's id, then those above it on the
 * day, the nearest first. `field`: code of the procedure's field, where the thing has one.
 *
 * | the grant's agency is | the grant reaches below | allowed |
 * | --- | --- | --- |
 * | the thing's | either way | yes |
 * | above the thing's | yes | yes |
 * | above the thing's | no | no |
 * | below it, beside it, elsewhere | either way | no |
 *
 * A grant for some fields allows nothing where the field is another or unknown.
 */
export function decide(
  grants: readonly ScopedGrant[],
  permission: string,
  agencyPath: readonly string[],
  field?: string,
): boolean {
  return grants.some(
    g =>
      g.permission === permission &&
      (g.agencyId === agencyPath[0] || (g.below && agencyPath.includes(g.agencyId))) &&
      (!g.fields || (field !== undefined && g.fields.includes(field))),
  );
}

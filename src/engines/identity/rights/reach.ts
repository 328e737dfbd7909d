import { agenciesBelow, findAgency, listAgencyVersions } from '#engines/organisation';
import { type Clock, localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ctx, Grant } from '#platform/http';
import { agencyPath } from './can.ts';

/** Who asks: a request, or whatever acts for somebody whose rights it knows. */
type Asking = { db: Queryable; clock: Pick<Clock, 'now'>; visitor: { grants: readonly Grant[] } | null };

const today = (ctx: Asking): string => localDate(ctx.clock.now());
const grantsFor = (ctx: Asking, permission: string): readonly Grant[] =>
  (ctx.visitor?.grants ?? []).filter(g => g.permission === permission);

/**
 * Whether the permission is held for everything: at an agency that has none above it, and below. Agencies of times before a
 * reform stand under nobody of today, so they are such a person's only.
 */
export async function holdsAll(ctx: Asking, permission: string): Promise<boolean> {
  for (const grant of grantsFor(ctx, permission)) {
    if (!grant.below) continue;
    const agency = await findAgency(ctx.db, grant.agencyId, today(ctx));
    if (agency && agency.parentId === null) return true;
  }
  return false;
}

/** The agencies of today where the permission is held; null for all, of whatever time. */
export async function agenciesInReach(ctx: Asking, permission: string): Promise<string[] | null> {
  if (await holdsAll(ctx, permission)) return null;
  const ids = new Set<string>();
  for (const grant of grantsFor(ctx, permission)) {
    ids.add(grant.agencyId);
    if (grant.below)
      for (const agency of await agenciesBelow(ctx.db, grant.agencyId, today(ctx))) ids.add(agency.id);
  }
  return [...ids];
}

/** The day on which an agency's place is looked at: today while it is there, else the nearest day on which it was or will be. */
async function dayOf(ctx: Ctx, agencyId: string): Promise<string | undefined> {
  const now = today(ctx);
  const versions = await listAgencyVersions(ctx.db, agencyId);
  const past = versions.findLast(v => v.from <= now);
  if (!past) return versions[0]?.from;
  if (past.to === null || past.to > now) return now;
  return localDate(new Date(localInstant(past.to).getTime() - 1));
}

/** Whether the visitor holds the permission for this agency: there, or above it with all below. */
export async function reaches(ctx: Ctx, permission: string, agencyId: string): Promise<boolean> {
  if (grantsFor(ctx, permission).some(g => g.agencyId === agencyId)) return true;
  return reachesWithBelow(ctx, permission, agencyId);
}

/** As `reaches`, and all agencies below it too. */
export async function reachesWithBelow(ctx: Ctx, permission: string, agencyId: string): Promise<boolean> {
  const grants = grantsFor(ctx, permission).filter(g => g.below);
  if (!grants.length) return false;
  if (grants.some(g => g.agencyId === agencyId) || (await holdsAll(ctx, permission))) return true;
  const day = await dayOf(ctx, agencyId);
  if (!day) return false;
  const path = await agencyPath(ctx.db, agencyId, localInstant(day));
  return grants.some(g => path.includes(g.agencyId));
}

/**
 * Whether the permission is held above the agency: at one above it with all below, or for everything. Who holds it at the agency itself only
 * does not stand above it.
 */
export async function reachesFromAbove(ctx: Ctx, permission: string, agencyId: string): Promise<boolean> {
  const grants = grantsFor(ctx, permission).filter(g => g.below);
  if (!grants.length) return false;
  if (await holdsAll(ctx, permission)) return true;
  const day = await dayOf(ctx, agencyId);
  if (!day) return false;
  const [, ...above] = await agencyPath(ctx.db, agencyId, localInstant(day));
  return grants.some(g => above.includes(g.agencyId));
}

/** Throws NotFound when the agency is out of reach: the same as for one that is not there. */
export async function mustReach(ctx: Ctx, permission: string, agencyId: string): Promise<void> {
  if (!(await reaches(ctx, permission, agencyId))) throw NotFound();
}

/** Throws NotFound unless the permission is held for everything. */
export async function mustHoldAll(ctx: Ctx, permission: string): Promise<void> {
  if (!(await holdsAll(ctx, permission))) throw NotFound();
}

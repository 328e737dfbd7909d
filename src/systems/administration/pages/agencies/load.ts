import { mustReach } from '#engines/identity';
import { type Agency, listAgencyVersions } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { idOf } from '../../reach.ts';
import { ROOT } from '../../view.ts';

export type LoadedAgency = {
  id: string;
  versions: Agency[];
  /** The version of the day; else the nearest one, so that ended and coming agencies have a page too. */
  agency: Agency;
};

/** The agency of the address, with its versions. Throws NotFound when there is none, or it is out of the visitor's reach. */
export async function loadAgency(ctx: Ctx, day = localDate(ctx.clock.now())): Promise<LoadedAgency> {
  const id = idOf(ctx.req.params.id);
  await mustReach(ctx, 'organisation.manage', id);
  const versions = await listAgencyVersions(ctx.db, id);
  const agency =
    versions.find(v => v.from <= day && (v.to === null || day < v.to)) ??
    versions.findLast(v => v.from <= day) ??
    versions[0];
  if (!agency) throw NotFound();
  return { id, versions, agency };
}

export const agencyPath = (id: string): string => `${ROOT}/co-quan/${id}`;

/** The way to pages about one agency. */
export const agencyCrumbs = (ctx: Ctx, agency: Agency) => [
  { href: `${ROOT}/co-quan`, label: ctx.t('administration.agencies.title') },
  { href: agencyPath(agency.id), label: agency.name },
];

import { agencyPath, reaches, reachesFromAbove } from '#engines/identity';
import { findAgency, listAgencyVersions } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { AgencyEndedFromAbove } from './errors.ts';

const PERMISSION = 'organisation.manage';

/** Whether the visitor stands above the agency: only then he ends it, or says who has its work (docs/decisions/0622-who-ends-an-agency.md). */
export const endsAgency = (ctx: Ctx, agencyId: string): Promise<boolean> =>
  reachesFromAbove(ctx, PERMISSION, agencyId);

/** Throws AgencyEndedFromAbove unless the visitor stands above the agency. */
export async function mustStandAbove(ctx: Ctx, agencyId: string): Promise<void> {
  if (!(await endsAgency(ctx, agencyId))) throw AgencyEndedFromAbove();
}

/** Whether he may name `heirId` as who has the work of an agency that he stands above, or take that back: only one that he governs, too. */
export const namesHeir = (ctx: Ctx, heirId: string): Promise<boolean> => reaches(ctx, PERMISSION, heirId);

/** Who may instead: the agency above, by name; the province where there is none. */
export async function endedByWhom(ctx: Ctx, agencyId: string): Promise<string> {
  const now = ctx.clock.now();
  const agency = (await listAgencyVersions(ctx.db, agencyId)).at(-1);
  const [, parentId] = await agencyPath(ctx.db, agencyId, now);
  const parent = parentId ? await findAgency(ctx.db, parentId, localDate(now)) : undefined;
  const words = { agency: agency?.name ?? '', parent: parent?.name ?? '' };
  return ctx.t(`administration.agency.above${parent ? '' : '-province'}`, words);
}

import { countWaitingForApplicants, withLegaciesByPlace } from '#engines/cases';
import { reachOf } from '#engines/identity';
import type { Ctx } from '#platform/http';
import { INBOX } from './ask.ts';

/** What was received at the asker's office and waits for applicants, wherever it lies now. */
export const APPLICANTS = `${INBOX}/cho-nguoi-nop`;

/** Where the visitor receives, with what these places followed in a reform; empty for whoever receives nothing. */
export async function receivingReach(ctx: Ctx) {
  const now = ctx.clock.now();
  const his = await reachOf(ctx.db, ctx.visitor!, 'dossier.receive', now);
  const reach = his.flatMap(({ agencyIds, fields }) => agencyIds.map(agencyId => ({ agencyId, fields })));
  return reach.length ? (await withLegaciesByPlace(ctx.db, reach, now)).reach : [];
}

/** How many there are, for the menu; undefined for whoever receives nothing. */
export async function applicantsWaitedFor(ctx: Ctx): Promise<number | undefined> {
  const reach = await receivingReach(ctx);
  return reach.length ? countWaitingForApplicants(ctx.db, reach) : undefined;
}

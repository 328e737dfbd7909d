import { loadCalendar } from '#engines/worktime';
import type { Ctx } from '#platform/http';
import { type People, peopleOf } from './people.ts';
import { marksAt } from './soon.ts';

/** Who does the steps of an agency, as it stands at this moment by the agency's own calendar; `days`: what was done on them. */
export async function peopleNow(
  ctx: Ctx,
  agencyId: string,
  days: { from: string; to: string },
): Promise<People> {
  const now = ctx.clock.now();
  return peopleOf(ctx.db, { agencyId, days }, marksAt(now, await loadCalendar(ctx.db, agencyId, now)));
}

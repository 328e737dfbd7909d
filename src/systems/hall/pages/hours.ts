import { loadCalendar, opensAt } from '#engines/worktime';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, note } from '#ui';
import { HallShut } from '../errors.ts';

/** When an office opens again by its own calendar; null while it is open. */
async function shutUntil(ctx: Ctx, agencyId: string): Promise<Date | null> {
  const now = ctx.clock.now();
  return opensAt(now, await loadCalendar(ctx.db, agencyId, now));
}

/**
 * What stands where people take a number themselves while the office is closed: when it opens again, and whether there is a number all the
 * same. Nobody comes to a closed hall; that of a demo has people in it at any hour, and gives numbers to who looks at it.
 */
export async function hoursOf(ctx: Ctx, agencyId: string): Promise<{ gives: boolean; said: Html | false }> {
  const until = await shutUntil(ctx, agencyId);
  const { demo } = ctx.site;
  return {
    gives: demo || !until,
    said:
      until !== null &&
      html`<div role="status">${note(ctx.t(demo ? 'hall.shut.demo' : 'hall.shut', { opens: formatDateTime(until) }))}</div>`,
  };
}

/** For a press that comes when the office has closed meanwhile. Throws HALL_SHUT. */
export async function mustBeOpen(ctx: Ctx, agencyId: string): Promise<void> {
  const until = await shutUntil(ctx, agencyId);
  if (until && !ctx.site.demo) throw HallShut({ opens: formatDateTime(until) });
}

import { loadCalendar, opensAt } from '#engines/worktime';
import { formatDateTime, formatTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, note } from '#ui';
import { HallShut } from '../errors.ts';
import { earlyMinutes } from '../queue/early.ts';

type Hours = {
  /** When the desks open again by the office's own calendar; null while they are open. */
  opens: Date | null;
  /** When people may take numbers themselves again; null while they may. */
  from: Date | null;
};

/** The hours of a hall: strict but for the minutes before the desks open that the office has chosen. */
async function hallHours(ctx: Ctx, agencyId: string): Promise<Hours> {
  const now = ctx.clock.now();
  const opens = opensAt(now, await loadCalendar(ctx.db, agencyId, now));
  if (!opens) return { opens, from: null };
  const from = new Date(opens.getTime() - (await earlyMinutes(ctx.db, agencyId)) * 60_000);
  return { opens, from: from > now ? from : null };
}

/**
 * What stands where people take a number themselves while the desks are closed: from when there are numbers again, or that who takes one now is
 * called later; and whether there is one. Nobody comes to a closed hall; that of a demo has people in it at any hour, and gives numbers to who looks at it.
 */
export async function hoursOf(ctx: Ctx, agencyId: string): Promise<{ gives: boolean; said: Html | false }> {
  const { opens, from } = await hallHours(ctx, agencyId);
  const { t, site } = ctx;
  const words = from
    ? t(site.demo ? 'hall.shut.demo' : 'hall.shut', { opens: formatDateTime(from) })
    : opens && t('hall.early.now', { opens: formatTime(opens) });
  return { gives: site.demo || !from, said: words !== null && html`<div role="status">${note(words)}</div>` };
}

/** For a press that comes when the office has closed meanwhile. Throws HALL_SHUT. */
export async function mustBeOpen(ctx: Ctx, agencyId: string): Promise<void> {
  const { from } = await hallHours(ctx, agencyId);
  if (from && !ctx.site.demo) throw HallShut({ opens: formatDateTime(from) });
}

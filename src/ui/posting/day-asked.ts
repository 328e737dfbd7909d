import { formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, queryText } from '#platform/http';
import type { FieldError } from '../components/error-summary/component.ts';

/** Name of the field in which a list is asked for a day. */
export const DAY = 'ngay';

/** The day that a list is asked for (`ngay=01/01/2022`); today when nothing is said, and with an error when it is no day. */
export function dayAsked(ctx: Ctx): { day: string; typed: string; errors: FieldError[] } {
  const now = localDate(ctx.clock.now());
  const typed = queryText(ctx.req.query, DAY);
  if (!typed) return { day: now, typed: formatDate(now), errors: [] };
  const day = readDay(typed);
  if (day) return { day, typed: formatDate(day), errors: [] };
  return { day: now, typed, errors: [{ path: DAY, message: ctx.t('ui.day.wrong') }] };
}

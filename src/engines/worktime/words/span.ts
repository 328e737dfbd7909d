import type { Translate } from '#platform/i18n';
import { span } from '../remaining.ts';

/**
 * A span of working time as people say it, its sign dropped: `2 ngày 1 giờ`, `7 giờ 30 phút`, `45 phút`. From a day on
 * minutes are left out, unless `exact`.
 */
export function spanText(minutes: number, dayMinutes: number, t: Translate, exact = false): string {
  const parts = span(minutes, dayMinutes);
  const withMinutes = parts.minutes > 0 && (exact || parts.days === 0);
  const named = [parts.days > 0 && 'days', parts.hours > 0 && 'hours', withMinutes && 'minutes'].filter(
    Boolean,
  );
  return t(`worktime.span.${named.join('-') || 'minutes'}`, parts);
}

/** A span in hours and minutes, however long: `22 giờ 10 phút`, `24 giờ`. */
export const hoursText = (minutes: number, t: Translate): string =>
  spanText(minutes, Number.MAX_SAFE_INTEGER, t, true);

/** The same of working time where days of the calendar may stand beside it: `2 ngày 1 giờ làm việc`, `1 giờ 36 phút làm việc`. */
export function workingText(minutes: number, dayMinutes: number, t: Translate): string {
  const { days, hours, minutes: rest } = span(minutes, dayMinutes);
  const named = [days > 0 && 'days', hours > 0 && 'hours', days === 0 && rest > 0 && 'minutes'].filter(
    Boolean,
  );
  return t(`worktime.span.working-${named.join('-') || 'minutes'}`, { days, hours, minutes: rest });
}

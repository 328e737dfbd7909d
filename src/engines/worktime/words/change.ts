import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { dayNumber, weekdayOf } from '../local-minutes.ts';
import type { CalendarNews } from '../store/news.ts';

/** More days than these are counted, not named. */
const NAMED = 3;

/** The change in a sentence without a full stop: `Lịch chung: thứ Ba 01/12/2026 nghỉ (Nghỉ bão)`. */
export function calendarNewsText({ calendar, days }: CalendarNews, t: Translate): string {
  const name = calendar[t.lang];
  if (!days.length) return t('worktime.news.hours', { calendar: name });
  const named = days.slice(0, NAMED).map(({ date, is }) => {
    const day = `${t(`worktime.weekday-long.${weekdayOf(dayNumber(date))}`)} ${formatDate(date)}`;
    return t(`worktime.news.${is?.kind ?? 'plain'}`, { day, name: is?.name[t.lang] ?? '' });
  });
  const rest = days.length - named.length;
  if (rest) named.push(t('worktime.news.more', { count: rest }));
  return t('worktime.news', { calendar: name, days: named.join('; ') });
}

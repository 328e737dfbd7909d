import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import type { Calendar } from '../calendar.ts';
import type { Deadline } from '../remaining.ts';
import type { Limit } from '../types.ts';
import { workingText } from './span.ts';

/**
 * Days in the unit of the limit, working days named so that both stand in one column; within a day, hours of work. What is due today has no
 * day left, though before the office opens eight hours of work are one.
 */
function leftText(
  { days, minutes, today }: Deadline,
  calendar: Pick<Calendar, 'dayMinutes'>,
  t: Translate,
): string {
  return days
    ? t('worktime.span.days', { days: Math.abs(days) })
    : workingText(minutes, today ? Number.MAX_SAFE_INTEGER : calendar.dayMinutes, t);
}

/** What the chip of a deadline says: `Còn 2 ngày 1 giờ làm việc`, `Quá hạn 4 ngày`, `Tạm dừng từ 18/11`. */
export function deadlineText(
  deadline: Deadline,
  calendar: Pick<Calendar, 'dayMinutes'>,
  t: Translate,
): string {
  const span = leftText(deadline, calendar, t);
  if (deadline.state === 'paused')
    return t('worktime.deadline.paused', {
      date: formatDate(deadline.pausedSince ?? new Date(0)).slice(0, 5),
    });
  const some = deadline.days || deadline.minutes;
  if (deadline.state === 'late')
    return t(some ? 'worktime.deadline.late' : 'worktime.deadline.late-now', { span });
  return t(some ? 'worktime.deadline.left' : 'worktime.deadline.now', { span });
}

/** A limit as a page names it: `3 ngày làm việc`, `trong ngày`, `4 giờ làm việc`, `30 ngày`, `2 tháng`. */
export function limitText(limit: Limit, t: Translate): string {
  const { because, ...plain } = limit;
  if (because) return t('worktime.limit.because', { limit: limitText(plain, t), because });
  if (limit.n === 0 && limit.unit !== 'working-hour') return t('worktime.limit.same-day');
  return t(`worktime.limit.${limit.unit}`, { n: String(limit.n).replace('.', t.lang === 'vi' ? ',' : '.') });
}

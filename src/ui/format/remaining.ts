import type { Translate } from '#platform/i18n';

/** One working day is eight hours. */
export const WORKING_DAY_MINUTES = 480;

export type DeadlineState = 'ok' | 'soon' | 'late' | 'hold';

/** The state of something that still runs: `soon` within one working day of its due time, `late` once that has passed. */
export function deadlineState(minutesLeft: number, paused = false): DeadlineState {
  if (paused) return 'hold';
  if (minutesLeft < 0) return 'late';
  return minutesLeft <= WORKING_DAY_MINUTES ? 'soon' : 'ok';
}

/**
 * Working time in words: `Còn 2 ngày 1 giờ làm việc`, `Còn 7 giờ 30 phút làm việc`; `Quá hạn 1 ngày 6 giờ làm việc` when `minutes` is below zero.
 * From a day on, minutes are left out (rounded towards what is safe for the reader: less left, more overdue hours stay whole).
 */
export function formatRemaining(t: Translate, minutes: number): string {
  const kind = minutes < 0 ? 'over' : 'left';
  const whole = Math.floor(Math.abs(minutes));
  const days = Math.floor(whole / WORKING_DAY_MINUTES);
  const hours = Math.floor((whole % WORKING_DAY_MINUTES) / 60);
  const rest = whole % 60;
  if (days && hours) return t(`ui.${kind}.working-days-hours`, { days, hours });
  if (days) return t(`ui.${kind}.working-days`, { days });
  if (hours && rest) return t(`ui.${kind}.hours-minutes`, { hours, minutes: rest });
  if (hours) return t(`ui.${kind}.hours`, { hours });
  return t(`ui.${kind}.minutes`, { minutes: rest });
}

/** A length of working time in words: `2 ngày 1 giờ`, `22 giờ 10 phút` stays in days and hours like all others. */
export function formatDuration(t: Translate, minutes: number): string {
  const days = Math.floor(minutes / WORKING_DAY_MINUTES);
  const hours = Math.floor((minutes % WORKING_DAY_MINUTES) / 60);
  const rest = Math.floor(minutes % 60);
  const part = [days && 'days', hours && 'hours', rest && 'minutes'].filter(Boolean).join('-');
  return t(`ui.span.${part || 'minutes'}`, { days, hours, minutes: rest });
}

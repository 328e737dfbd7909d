import type { Step } from '#engines/worktime';
import type { Story } from '../read/story.ts';

/**
 * The days that explain a due time, the same for the applicant and for staff. While the clock waits nobody knows what is
 * promised: the days up to `today` (`YYYY-MM-DD`) are shown, and no due time.
 */
export const daysShown = (
  { deadline, explanation }: Pick<Story, 'deadline' | 'explanation'>,
  today: string,
): Step[] =>
  deadline?.pausedSince
    ? explanation.days.filter(day => day.date <= today).map(({ due: _, ...day }) => day)
    : explanation.days;

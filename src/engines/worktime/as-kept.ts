import { type Calendar, compileCalendar } from './calendar.ts';
import { dayNumber } from './local-minutes.ts';
import type { SpecialDay, Step } from './types.ts';

/**
 * The calendar by which days were counted that were kept: on each of them a holiday, a half-day or a make-up day is what it was then, whatever
 * the calendar has made of it since. The calendar itself where nothing of them has changed. Opening hours are those of today.
 */
export function asKept(calendar: Calendar, kept: readonly Step[]): Calendar {
  const today = ({ date }: Step): SpecialDay | undefined =>
    calendar.special.get(dayNumber(date) - calendar.firstDay);
  const changed = kept.some(step => {
    const [was, is] = [step.special, today(step)];
    return was?.kind !== is?.kind || was?.name.vi !== is?.name.vi || (was?.part ?? is?.part) !== is?.part;
  });
  if (!changed) return calendar;
  const dates = new Set(kept.map(step => step.date));
  const days = kept.flatMap((step): SpecialDay[] => {
    if (!step.special) return [];
    const { kind, name, part } = step.special;
    // Days that were kept before the half was kept with them.
    return [
      {
        date: step.date,
        kind,
        name,
        ...(kind === 'half' && { part: part ?? today(step)?.part ?? 'morning' }),
      },
    ];
  });
  const others = calendar.source.days.filter(day => !dates.has(day.date));
  return compileCalendar({ ...calendar.source, days: [...others, ...days] });
}

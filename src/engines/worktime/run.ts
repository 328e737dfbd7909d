import type { Calendar } from './calendar.ts';
import { checkLimit } from './limit.ts';
import { addMonths, DAY, toMinute } from './local-minutes.ts';
import { orderPauses, type Stop } from './pauses.ts';
import type { Apology, Deferral, DueOptions, Limit, Pause } from './types.ts';
import {
  dayIndex,
  dayStart,
  nextOpen,
  outOfCalendar,
  patternAt,
  reachedAt,
  workdayAfter,
  workedBy,
} from './working-minutes.ts';

/** A limit on its way: everything that a due time was reached by, in local minutes. */
export type Run = {
  limit: Limit;
  received: number;
  /** Day of the calendar as which reception counts, the minute from which it does, and why it is not the real one. */
  receiptDay: number;
  accepted: number;
  deferral: Deferral | null;
  /** Calendar limits run by the wall clock until midnight of their last day; the others in working minutes. */
  axis: 'working' | 'calendar';
  countFrom: number;
  /** Minutes of the axis that the limit grants. */
  budget: number;
  stops: readonly Stop[];
  apology: Apology | null;
  /** Due time without any pause or apology; with its pauses, before any apology; and the one that holds. */
  original: number;
  agreed: number;
  due: number;
};

/** When reception counts as made: on a working day, before closing and not after the cut-off; otherwise the next one. `onItsDay`: when it was. */
function accept(calendar: Calendar, received: number, cutOff: number | null, onItsDay = false) {
  const d = dayIndex(calendar, received);
  if (onItsDay) return { day: d, minute: received, deferral: null };
  const pattern = patternAt(calendar, d);
  const minute = received - dayStart(calendar, d);
  let deferral: Deferral | null = null;
  if (pattern.minutes === 0) deferral = 'closed-day';
  else if (minute >= pattern.closes) deferral = 'after-closing';
  else if (cutOff !== null && minute > cutOff) deferral = 'after-cut-off';
  if (!deferral) return { day: d, minute: received, deferral };
  const next = workdayAfter(calendar, d);
  return { day: next, minute: dayStart(calendar, next) + patternAt(calendar, next).opens, deferral };
}

const closingOf = (calendar: Calendar, d: number): number =>
  dayStart(calendar, d) + patternAt(calendar, d).closes;

/**
 * When `budget` working minutes after `from` have passed, the pauses taken out. A pause counts only where the clock still
 * ran when it began.
 */
function runWorking(calendar: Calendar, from: number, budget: number, stops: readonly Stop[]): number {
  // At once: as soon as somebody is there, or what comes at dawn would be due later than what comes after midnight.
  if (budget === 0) return nextOpen(calendar, from);
  let target = workedBy(calendar, from) + budget;
  let due = reachedAt(calendar, target);
  for (const stop of stops) {
    if (stop.from >= due) break;
    if (stop.to <= from) continue;
    target += workedBy(calendar, stop.to) - workedBy(calendar, Math.max(stop.from, from));
    due = reachedAt(calendar, target);
  }
  return due;
}

/**
 * Closing time of the day in which wall-clock minute `end` lies (midnight belongs to the day before), or of the next
 * working day when nobody works on it (Civil Code 2015, art. 148.5) or it closed before the clock ran again.
 */
function closingAfter(calendar: Calendar, end: number, running: number): number {
  const d = dayIndex(calendar, end - 1);
  const working = patternAt(calendar, d).minutes > 0 && closingOf(calendar, d) >= running;
  return closingOf(calendar, working ? d : workdayAfter(calendar, d));
}

/** As `runWorking` by the wall clock: whole days to midnight, moved off free days, due at closing time. */
function runCalendar(calendar: Calendar, from: number, budget: number, stops: readonly Stop[]): number {
  let end = from + budget;
  let due = closingAfter(calendar, end, from);
  for (const stop of stops) {
    if (stop.from >= due) break;
    if (stop.to <= from) continue;
    // A limit moved off a free day runs on until it is due; a pause there moves the day to which it was moved.
    if (stop.from >= end) end = dayStart(calendar, dayIndex(calendar, due)) + DAY;
    end += stop.to - Math.max(stop.from, from);
    due = closingAfter(calendar, end, stop.to);
  }
  return due;
}

/**
 * The day of the calendar until which an apology promises: the one that was named, or the next working day when it has become a
 * free one since. A promise is never shortened.
 */
function promisedDay(calendar: Calendar, until: number): number {
  const d = dayIndex(calendar, until - 1);
  return patternAt(calendar, d).minutes > 0 ? d : workdayAfter(calendar, d);
}

function grant(calendar: Calendar, limit: Limit, day: number, accepted: number) {
  const { n, unit } = limit;
  if (unit === 'working-hour') return { axis: 'working' as const, countFrom: accepted, budget: n * 60 };
  const nextMidnight = dayStart(calendar, day) + DAY;
  if (unit === 'working-day' || n === 0) {
    const inclusive = n === 0 || limit.includeReceiptDay === true;
    const countFrom = inclusive ? accepted : nextMidnight;
    const steps = inclusive ? Math.max(n, 1) - 1 : n;
    const last = steps ? workdayAfter(calendar, day, steps) : day;
    return {
      axis: 'working' as const,
      countFrom,
      budget: calendar.minutesBefore[last + 1]! - workedBy(calendar, countFrom),
    };
  }
  const days = unit === 'month' ? addMonths(day + calendar.firstDay, n) - day - calendar.firstDay : n;
  if (day + days >= calendar.dayCount) throw outOfCalendar(day + days + calendar.firstDay);
  return {
    axis: 'calendar' as const,
    countFrom: limit.includeReceiptDay ? nextMidnight - DAY : nextMidnight,
    budget: days * DAY,
  };
}

/** Counts a limit from reception to its due time. See `due` for what goes in and what is thrown. */
export function runLimit(
  start: Date,
  limit: Limit,
  calendar: Calendar,
  pauses: readonly Pause[],
  options: DueOptions = {},
): Run {
  const received = toMinute(start);
  const { day, minute: accepted, deferral } = accept(calendar, received, checkLimit(limit), limit.onItsDay);
  const { axis, countFrom, budget } = grant(calendar, limit, day, accepted);
  const stops = pauses.length ? orderPauses(pauses, options.now) : [];
  const run = axis === 'working' ? runWorking : runCalendar;
  const original = run(calendar, countFrom, budget, []);
  const apology = options.apology ?? null;
  let agreed = stops.length ? run(calendar, countFrom, budget, stops) : original;
  let due = agreed;
  if (apology) {
    // From the apology on, the clock runs towards the promised time; pauses before it are settled by the promise.
    const at = toMinute(apology.at);
    agreed = run(
      calendar,
      countFrom,
      budget,
      stops.filter(stop => stop.from < at),
    );
    const until = promisedDay(calendar, toMinute(apology.until));
    const promised =
      axis === 'working'
        ? workedBy(calendar, closingOf(calendar, until)) - workedBy(calendar, at)
        : dayStart(calendar, until) + DAY - at;
    due = run(calendar, at, Math.max(0, promised), stops);
  }
  return {
    limit,
    received,
    receiptDay: day,
    accepted,
    deferral,
    axis,
    countFrom,
    budget,
    // What came after the due time moved nothing, and is no part of the explanation.
    stops: stops.length ? stops.filter(stop => stop.from < due) : stops,
    apology,
    original,
    agreed,
    due,
  };
}

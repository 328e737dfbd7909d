import { activeMinutes, axisMinutes } from './active.ts';
import type { Calendar } from './calendar.ts';
import { clockText, DAY, dayNumber } from './local-minutes.ts';
import type { Run } from './run.ts';
import type { Step, StepPause } from './types.ts';
import { dayIndex, dayStart, patternAt, workedBy } from './working-minutes.ts';

/** Whether a pause falls on the day that begins at local minute `start`: also one that has just begun there. */
function meetsPause(run: Run, start: number): boolean {
  for (const stop of run.stops)
    if (stop.from < start + DAY && (stop.to > start || (stop.open && stop.from >= start))) return true;
  return false;
}

/** The parts of the run's pauses that fall on the day that begins at local minute `start`. */
function pausesOn(run: Run, start: number): StepPause[] {
  const end = start + DAY;
  const found: StepPause[] = [];
  for (const stop of run.stops) {
    if (stop.from >= end || (stop.to <= start && !(stop.open && stop.from >= start))) continue;
    const open = stop.open && stop.to <= end;
    found.push({
      from: clockText(Math.max(stop.from - start, 0)),
      to: open ? null : clockText(Math.min(stop.to - start, DAY)),
      begins: stop.from >= start,
      ends: !open && stop.to <= end,
      reason: stop.reason,
    });
  }
  return found;
}

function kindOf(run: Run, calendar: Calendar, d: number, counted: number, isDue: boolean): Step['kind'] {
  const start = dayStart(calendar, d);
  if (counted > 0) return 'counted';
  if (d < run.receiptDay) return start <= run.received ? 'received' : 'off';
  if (d === run.receiptDay && run.countFrom >= start + DAY) return run.deferral ? 'deferred' : 'received';
  if (!patternAt(calendar, d).minutes) return 'off';
  const from = Math.max(start, run.countFrom);
  const stopped = run.stops.some(
    s => axisMinutes(run, calendar, Math.max(s.from, from), Math.min(s.to, start + DAY)) > 0,
  );
  return stopped && !isDue ? 'paused' : 'counted';
}

/** Days that the limit stands for, so that the climb ends on it: hours are put in days, months in calendar days. */
function daysOf(run: Run, calendar: Calendar): number {
  if (run.limit.unit === 'working-day') return Math.max(1, run.limit.n);
  return Math.max(1, Math.ceil(run.budget / (run.axis === 'calendar' ? DAY : calendar.dayMinutes)));
}

/**
 * The last day of the limit that is full when `used` minutes have been counted, going on from `number`. Day k of a limit in working
 * days has the minutes of the k-th working day that would have been counted without any pause: a half-day is a day.
 */
function fullDays(run: Run, calendar: Calendar): (number: number, used: number) => number {
  if (run.limit.unit === 'working-hour') return () => 0;
  if (run.axis === 'calendar') return (_, used) => Math.floor(used / DAY);
  const last = Math.max(1, run.limit.n);
  const before = calendar.workdaysBefore[dayIndex(calendar, run.countFrom)]!;
  const begun = workedBy(calendar, run.countFrom);
  return (number, used) => {
    let full = number;
    while (full < last && calendar.minutesBefore[calendar.workdays[before + full]! + 1]! - begun <= used)
      full++;
    return full;
  };
}

/** Why a limit is due on day `d` on which nothing of it was left to count: its last day, where nobody works on that. */
function movedFrom(calendar: Calendar, last: Step | undefined, d: number, first: number): Step['movedFrom'] {
  if (last?.ordinal === undefined) return undefined;
  const on = dayNumber(last.date) - calendar.firstDay;
  if (on < first || on >= d || patternAt(calendar, on).minutes > 0) return undefined;
  return { date: last.date, ordinal: last.ordinal, name: last.special?.name ?? null };
}

/** Every day from reception to the due time, in order. */
export function stepsOf(run: Run, calendar: Calendar): Step[] {
  const first = dayIndex(calendar, run.received);
  const dueDay = dayIndex(calendar, run.due);
  const agreedDay = dayIndex(calendar, run.agreed);
  const full = fullDays(run, calendar);
  const steps: Step[] = [];
  let used = 0;
  let dates = 0;
  let number = 0;
  let last: Step | undefined;
  for (let d = first; d <= dueDay; d++) {
    const start = dayStart(calendar, d);
    // All that the limit grants has been counted: what follows was promised. A limit in calendar days is used up before it is due
    // when nobody works on its last day.
    const extended =
      run.apology !== null && used >= run.budget && (run.axis === 'calendar' || start >= run.agreed);
    const from = Math.max(start, run.countFrom);
    const end = run.axis === 'calendar' ? start + DAY : Math.min(start + DAY, run.due);
    // A whole working day is read off its pattern: most days are one, and counting them takes longest.
    const whole = run.axis === 'working' && from === start && end === start + DAY;
    const span = whole ? patternAt(calendar, d).minutes : axisMinutes(run, calendar, from, end);
    const stopped = run.stops.length > 0 && meetsPause(run, start);
    let counted = stopped ? activeMinutes(run, calendar, from, end) : span;
    // A calendar limit is used up at midnight of its last day, also when it is then moved off a free day.
    if (run.axis === 'calendar') counted = Math.min(counted, run.budget - used);
    used += counted;
    if (counted > 0 && !extended) dates++;
    const kind = kindOf(run, calendar, d, counted, d === dueDay);
    const step: Step = { date: calendar.dates[d]!, kind, counted, used };
    if (counted > 0 && !extended) {
      const now = full(number, used);
      if (now > number) {
        step.ordinal = now;
        if (now > number + 1) step.ordinalFrom = number + 1;
        last = step;
      }
      number = now;
    }
    if (d === first) step.received = { time: clockText(run.received - start), deferral: run.deferral };
    if (stopped) step.pauses = pausesOn(run, start);
    const special = calendar.special.get(d);
    if (special)
      step.special = {
        kind: special.kind,
        name: special.name,
        ...(special.part && { part: special.part }),
      };
    if (extended) step.extended = true;
    if (run.apology && d === agreedDay && d !== dueDay) step.agreed = clockText(run.agreed - start);
    if (d === dueDay) {
      step.due = clockText(run.due - start);
      const moved = run.axis === 'calendar' && !extended && movedFrom(calendar, last, d, first);
      if (moved) step.movedFrom = moved;
    }
    steps.push(step);
  }
  climb(steps, dates, daysOf(run, calendar), run.limit.unit !== 'working-hour');
  return steps;
}

/**
 * Gives each day its height: that of the limit's day which is counted on it; limits in hours are spread evenly, so that the climb
 * takes their days however many dates it took.
 */
function climb(steps: Step[], dates: number, days: number, numbered: boolean): void {
  let reached = 0;
  let number = 0;
  let height = 1;
  for (const step of steps) {
    if (step.extended || step.due) height = days;
    else if (numbered) {
      height =
        step.ordinal ??
        (step.kind === 'counted' || step.kind === 'paused' ? Math.min(days, number + 1) : height);
      number = step.ordinal ?? number;
    } else if (step.counted > 0) height = Math.max(1, Math.round((++reached * days) / dates));
    if (step.kind === 'counted' || step.kind === 'paused') step.k = height;
  }
}

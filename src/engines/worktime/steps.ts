import { activeMinutes, axisMinutes } from './active.ts';
import type { Calendar } from './calendar.ts';
import { clockText, DAY } from './local-minutes.ts';
import type { Run } from './run.ts';
import type { Step, StepPause } from './types.ts';
import { dayIndex, dayStart, patternAt } from './working-minutes.ts';

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

/** Every day from reception to the due time, in order. */
export function stepsOf(run: Run, calendar: Calendar): Step[] {
  const first = dayIndex(calendar, run.received);
  const dueDay = dayIndex(calendar, run.due);
  const steps: Step[] = [];
  let used = 0;
  let dates = 0;
  // Day k is exactly day k as long as no pause has cut a day, and the limit is one of days.
  let exact = run.limit.unit !== 'working-hour';
  for (let d = first; d <= dueDay; d++) {
    const start = dayStart(calendar, d);
    const extended = start >= run.agreed;
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
    if (counted > 0 && counted < span) exact = false;
    const kind = kindOf(run, calendar, d, counted, d === dueDay);
    const step: Step = { date: calendar.dates[d]!, kind, counted, used };
    if (exact && counted > 0 && !extended) step.ordinal = dates;
    if (d === first) step.received = { time: clockText(run.received - start), deferral: run.deferral };
    if (stopped) step.pauses = pausesOn(run, start);
    const special = calendar.special.get(d);
    if (special) step.special = { kind: special.kind, name: special.name };
    if (extended) step.extended = true;
    if (d === dueDay) step.due = clockText(run.due - start);
    steps.push(step);
  }
  climb(steps, dates, daysOf(run, calendar));
  return steps;
}

/** Gives each day its height, so that the climb takes the limit's days however many dates they were spread over. */
function climb(steps: Step[], dates: number, days: number): void {
  let reached = 0;
  let height = 1;
  for (const step of steps) {
    if (step.extended || step.due) height = days;
    else if (step.counted > 0) height = Math.max(1, Math.round((++reached * days) / dates));
    if (step.kind === 'counted' || step.kind === 'paused') step.k = height;
  }
}

import type { Calendar } from './calendar.ts';
import type { Run } from './run.ts';
import { workedBy } from './working-minutes.ts';

/** Minutes of the run's axis between two local minutes, pauses not taken out. */
export function axisMinutes(run: Run, calendar: Calendar, from: number, to: number): number {
  if (to <= from) return 0;
  return run.axis === 'calendar' ? to - from : workedBy(calendar, to) - workedBy(calendar, from);
}

/** Minutes of the run's axis between two local minutes during which the clock ran. */
export function activeMinutes(run: Run, calendar: Calendar, from: number, to: number): number {
  let minutes = axisMinutes(run, calendar, from, to);
  for (const stop of run.stops)
    minutes -= axisMinutes(run, calendar, Math.max(stop.from, from), Math.min(stop.to, to));
  return minutes;
}

import type { Limit } from './types.ts';

/**
 * Worked examples, written out by hand before there was any code. They are the law of this engine as people would work it
 * out on paper; the first test runs them all. Times are local, `dd/mm/yyyy HH:MM`.
 *
 * `days`: what happens day by day. `received`: the day of reception, not counted; `deferred`: the day as which a late
 * reception counts; `day k`: day k of the limit is full at its end (after `h:mm`, where something
 * was paused); `counted h:mm`: the clock ran that long, and filled none; `paused`; `off`.
 */
export type Example = {
  name: string;
  received: string;
  limit: Limit;
  pauses?: ReadonlyArray<readonly [from: string, to: string]>;
  apology?: { at: string; until: string };
  /** Whose hours; the usual ones (Monday to Friday 7:30–12:00, 13:30–17:00) when not said. */
  agency?: 'border-desk' | 'new-year-eve';
  due: string;
  days?: string;
};

export const days = (n: number, more: Partial<Limit> = {}): Limit => ({ n, unit: 'working-day', ...more });
export const hours = (n: number): Limit => ({ n, unit: 'working-hour' });

import { activeMinutes, axisMinutes } from './active.ts';
import type { Calendar } from './calendar.ts';
import { DAY, toDate, toMinute } from './local-minutes.ts';
import type { Stop } from './pauses.ts';
import { type Run, runLimit } from './run.ts';
import { stepsOf } from './steps.ts';
import type { Apology, DueOptions, Limit, Name, Pause, PauseReason, Step } from './types.ts';
import { dayIndex, dayStart, nextOpen, patternAt, workedBy } from './working-minutes.ts';

/** One line of the sum: time used, or time taken out. */
export type AccountRow = {
  kind: 'used' | 'paused';
  from: Date;
  /** null: still paused. */
  to: Date | null;
  /** `to` is the present. */
  untilNow: boolean;
  minutes: number;
  reason: PauseReason | null;
};

/**
 * The sum behind a due time at one moment: `limit + extended = Σ used + left`. Paused time stands beside it, in no sum.
 * Minutes are working minutes; for limits in calendar days and months they are minutes of whole days.
 */
export type Account = {
  axis: 'working' | 'calendar';
  /** Minutes of one day in this account. */
  dayMinutes: number;
  limit: number;
  /** Granted beyond the limit: by an apology, or because a calendar limit moved off a free day. */
  extended: number;
  rows: AccountRow[];
  left: number;
  /** Working minutes past the due time. */
  over: number;
};

export type Explanation = {
  limit: Limit;
  at: Date;
  /** Due time as it was first given, without pauses and apology. */
  original: Date;
  apology: Apology | null;
  days: Step[];
  account: Account;
  /** Opening hours of the day on which the limit is due, in minutes of the day. */
  hours: ReadonlyArray<readonly [number, number]>;
  /** All free days from that of reception to that of the due time, `YYYY-MM-DD`; named where they are holidays. */
  offDays: Array<{ date: string; name: Name | null }>;
  /** Years on the way whose list of holidays was not checked against the official notice. */
  uncheckedYears: number[];
};

/** End of what the account sums up: the due time, or midnight of its day when whole days are counted. */
const endOf = (run: Run, calendar: Calendar): number =>
  run.axis === 'calendar' ? dayStart(calendar, dayIndex(calendar, run.due)) + DAY : run.due;

function rowsOf(run: Run, calendar: Calendar, until: number, present: number): AccountRow[] {
  const rows: AccountRow[] = [];
  const used = (from: number, to: number) => {
    const minutes = axisMinutes(run, calendar, from, to);
    if (minutes <= 0) return;
    const begins = run.axis === 'working' ? nextOpen(calendar, from) : from;
    rows.push({
      kind: 'used',
      from: toDate(begins),
      to: toDate(to),
      untilNow: to === present,
      minutes,
      reason: null,
    });
  };
  const paused = (stop: Stop, from: number, to: number) =>
    rows.push({
      kind: 'paused',
      from: toDate(from),
      to: stop.open ? null : toDate(to),
      untilNow: stop.open,
      minutes: axisMinutes(run, calendar, from, to),
      reason: stop.reason,
    });
  let at = run.countFrom;
  for (const stop of run.stops) {
    if (stop.to <= run.countFrom || stop.from > until || stop.from >= run.due) continue;
    const from = Math.max(stop.from, run.countFrom);
    used(at, from);
    paused(stop, from, Math.min(stop.to, until));
    at = Math.min(stop.to, until);
  }
  used(at, until);
  return rows;
}

function accountOf(run: Run, calendar: Calendar, now: Date): Account {
  const present = toMinute(now);
  const end = endOf(run, calendar);
  const total = activeMinutes(run, calendar, run.countFrom, end);
  const rows = rowsOf(run, calendar, Math.min(present, end), present);
  const used = rows.reduce((sum, row) => (row.kind === 'used' ? sum + row.minutes : sum), 0);
  return {
    axis: run.axis,
    dayMinutes: run.axis === 'working' ? calendar.dayMinutes : DAY,
    limit: run.budget,
    extended: total - run.budget,
    rows,
    left: total - used,
    over: present > run.due ? workedBy(calendar, present) - workedBy(calendar, run.due) : 0,
  };
}

/**
 * Everything a page needs to say why something is due when it is: the list of days, and the sum at the moment `now`
 * (an open pause has lasted until then). Same arguments and errors as `due`.
 */
export function explain(
  start: Date,
  limit: Limit,
  calendar: Calendar,
  pauses: readonly Pause[],
  options: DueOptions & { now: Date },
): Explanation {
  const run = runLimit(start, limit, calendar, pauses, options);
  const days = stepsOf(run, calendar);
  const years = [...new Set(days.map(step => Number(step.date.slice(0, 4))))];
  const first = dayIndex(calendar, run.received);
  const offDays = days.flatMap((step, i) =>
    patternAt(calendar, first + i).minutes ? [] : [{ date: step.date, name: step.special?.name ?? null }],
  );
  return {
    limit,
    at: toDate(run.due),
    original: toDate(run.original),
    apology: run.apology,
    days,
    account: accountOf(run, calendar, options.now),
    hours: patternAt(calendar, dayIndex(calendar, run.due)).intervals,
    offDays,
    uncheckedYears: years.filter(year => calendar.years.get(year) !== 'announced'),
  };
}

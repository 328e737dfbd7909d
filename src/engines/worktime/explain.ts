import { activeMinutes, axisMinutes } from './active.ts';
import { asKept } from './as-kept.ts';
import type { Calendar } from './calendar.ts';
import { DAY, dateOf, dayOf, toDate, toMinute } from './local-minutes.ts';
import type { Stop } from './pauses.ts';
import { outcome } from './remaining.ts';
import { type Run, runLimit } from './run.ts';
import { stepsOf } from './steps.ts';
import type { Apology, DueOptions, Limit, Name, Pause, PauseReason, Step } from './types.ts';
import { dayIndex, dayStart, nextOpen, patternAt, workedBy, workingMinutes } from './working-minutes.ts';

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

/** How something came to its end: with its result, or closed without one. */
export type Ended = {
  at: Date;
  how: 'result' | 'closed';
  /** The due time that held then, and its days as they were counted then; none where they were not kept. */
  due: { at: Date; steps: readonly Step[] };
};

/** `paused`: nothing was due when it ended, because the clock stood still. */
export type EndedHow = Pick<Ended, 'at' | 'how'> & {
  outcome: ReturnType<typeof outcome> | 'paused';
  /** By the opening hours of today the due time, or its days, would be others: there is no sum that leads to what held then. */
  recounted: boolean;
};

export type Explanation = {
  limit: Limit;
  /** Null while it runs. Otherwise everything here is as it was at its end. */
  ended: EndedHow | null;
  at: Date;
  /** Due time as it was first given, without pauses and apology. */
  original: Date;
  apology: Apology | null;
  days: Step[];
  account: Account;
  /** Opening hours of the day on which the limit is due, in minutes of the day; none where they are not known any more. */
  hours: ReadonlyArray<readonly [number, number]>;
  /** All free days from that of reception to that of the due time, `YYYY-MM-DD`; named where they are holidays. */
  offDays: Array<{ date: string; name: Name | null }>;
  /** Years on the way whose list of holidays was not checked against the official notice. */
  uncheckedYears: number[];
};

/** End of what the account sums up: the due time, or midnight of its day when whole days are counted. */
const endOf = (run: Run, calendar: Calendar): number =>
  run.axis === 'calendar' ? dayStart(calendar, dayIndex(calendar, run.due)) + DAY : run.due;

function rowsOf(run: Run, calendar: Calendar, until: number, present: number | null): AccountRow[] {
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

function accountOf(run: Run, calendar: Calendar, present: number, running: boolean): Account {
  const end = endOf(run, calendar);
  const total = activeMinutes(run, calendar, run.countFrom, end);
  const rows = rowsOf(run, calendar, Math.min(present, end), running ? present : null);
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

/** What happened on these days is what was kept of them, however it is said. */
const sameDays = (kept: readonly Step[], days: readonly Step[]): boolean =>
  kept.length === days.length &&
  days.every(
    (day, i) => day.date === kept[i]?.date && day.kind === kept[i].kind && day.counted === kept[i].counted,
  );

/** How it ended, and the days that led to the due time which held then. */
function endOfRun(run: Run, calendar: Calendar, ended: Ended): { how: EndedHow; days: Step[]; at: Date } {
  const { at, how, due } = ended;
  const end = toMinute(at);
  const waits = ({ from, to }: Stop) => from < end && to >= end;
  if (run.stops.some(waits)) {
    const last = dateOf(dayOf(end));
    // It did not go on when the end came: that the pause was over then counted no day.
    const stops = run.stops.map(stop => (waits(stop) ? { ...stop, open: true } : stop));
    const shown = stepsOf({ ...run, stops }, calendar)
      .filter(day => day.date <= last)
      .map(({ due: _, movedFrom: __, ...day }) => day);
    return { how: { at, how, outcome: 'paused', recounted: false }, days: shown, at: due.at };
  }
  const days = stepsOf(run, calendar);
  const kept = due.steps.length === 0 || sameDays(due.steps, days);
  const recounted = due.at.getTime() !== toDate(run.due).getTime() || !kept;
  return {
    how: { at, how, outcome: outcome(at, due.at), recounted },
    days: recounted ? [...due.steps] : days,
    at: due.at,
  };
}

/** Free days among those that were kept: the calendar may know them no more. */
const freeOf = (days: readonly Step[]): Explanation['offDays'] =>
  days.flatMap(({ date, kind, special }) =>
    kind === 'off' || special?.kind === 'closed' ? [{ date, name: special?.name ?? null }] : [],
  );

/**
 * Everything a page needs to say why something is due when it is: the list of days, and the sum at the moment `now`
 * (an open pause has lasted until then). Of what has `ended`, as it stood then, whatever the calendar has become: free days, half-days
 * and make-up days are those that were kept; where opening hours have changed, only what was kept is told. Same arguments and
 * errors as `due`.
 */
export function explain(
  start: Date,
  limit: Limit,
  present: Calendar,
  pauses: readonly Pause[],
  options: DueOptions & { now: Date; ended?: Ended | null },
): Explanation {
  const { ended } = options;
  const now = ended?.at ?? options.now;
  const calendar = ended ? asKept(present, ended.due.steps) : present;
  const run = runLimit(start, limit, calendar, pauses, { ...options, now });
  const end = ended ? endOfRun(run, calendar, ended) : null;
  const days = end?.days ?? stepsOf(run, calendar);
  const at = end?.at ?? toDate(run.due);
  const years = [...new Set(days.map(step => Number(step.date.slice(0, 4))))];
  const first = dayIndex(calendar, run.received);
  const offDays = days.flatMap((step, i) =>
    patternAt(calendar, first + i).minutes ? [] : [{ date: step.date, name: step.special?.name ?? null }],
  );
  const account = accountOf(run, calendar, toMinute(now), !ended);
  const recounted = end?.how.recounted ?? false;
  if (recounted) {
    account.over = Math.max(0, workingMinutes(at, now, calendar));
    account.limit = days.reduce((sum, day) => (day.extended ? sum : sum + day.counted), 0);
  }
  return {
    limit,
    ended: end?.how ?? null,
    at,
    original: toDate(run.original),
    apology: run.apology,
    days,
    account,
    hours: recounted ? [] : patternAt(calendar, dayIndex(calendar, toMinute(at))).intervals,
    offDays: recounted ? freeOf(days) : offDays,
    uncheckedYears: years.filter(year => calendar.years.get(year) !== 'announced'),
  };
}

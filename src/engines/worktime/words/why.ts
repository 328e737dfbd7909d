import { formatDate, formatDateTime, formatTime, localDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import type { AccountRow, Explanation } from '../explain.ts';
import { clockText, dayNumber, weekdayOf } from '../local-minutes.ts';
import { longDayLabel, shortDate } from './days.ts';
import { limitText } from './deadline.ts';
import { hoursText, spanText, workingText } from './span.ts';

/** One row of the table “why is it due then”: what, an aside, and its time. `kind: 'left'` or `'ended'` is the result. */
export type WhyRow = {
  kind: 'limit' | 'used' | 'paused' | 'extended' | 'left' | 'over' | 'ended';
  label: string;
  note: string | null;
  value: string;
};

const moment = (at: Date) => `${formatDate(at).slice(0, 5)} ${formatTime(at)}`;

function stretch(row: AccountRow, t: Translate): string {
  const from = moment(row.from);
  if (row.untilNow || !row.to) return t('worktime.why.until-now', { from });
  const sameDay = localDate(row.from) === localDate(row.to);
  return t('worktime.why.stretch', { from, to: sameDay ? formatTime(row.to) : moment(row.to) });
}

/** How it ended: with what, when, and whether in time. */
function endedRow({ ended, account }: Explanation, t: Translate): WhyRow[] {
  if (!ended) return [];
  const late = account.over ? 'late' : 'late-now';
  return [
    {
      kind: 'ended',
      label: t(`worktime.why.ended-${ended.how}`, { at: formatDateTime(ended.at) }),
      note: null,
      value: t(`worktime.why.ended.${ended.outcome === 'late' ? late : ended.outcome}`, {
        span: hoursText(account.over, t),
      }),
    },
  ];
}

/**
 * What is left of the limit, in hours as the rows above and in working days as the chip. The chip counts until the due time: before the
 * first day that counts it says more, so that day is named.
 */
function leftOf({ account, days, ended }: Explanation, t: Translate): Omit<WhyRow, 'kind'> {
  const begins = !ended && account.rows.length === 0 ? days.find(day => day.counted > 0) : undefined;
  const label = begins
    ? t('worktime.why.left-from', { date: longDayLabel(begins.date, t) })
    : t('worktime.why.left');
  if (account.axis !== 'working')
    return { label, note: null, value: spanText(account.left, account.dayMinutes, t, true) };
  const note = account.left >= account.dayMinutes && workingText(account.left, account.dayMinutes, t);
  return { label, note: note || null, value: hoursText(account.left, t) };
}

/**
 * The rows of the sum: the limit, what was used, paused and granted beside it, and what is left, or how it ended. They add up; where
 * the calendar has changed since the end, and they would not lead to the due time that held then, they are left out.
 */
export function whyRows(explanation: Explanation, t: Translate): WhyRow[] {
  const { account, limit, ended } = explanation;
  const span = (minutes: number) =>
    account.axis === 'working' ? hoursText(minutes, t) : spanText(minutes, account.dayMinutes, t, true);
  const less = (minutes: number) => (minutes ? t('worktime.why.less', { span: span(minutes) }) : '0');
  const rows: WhyRow[] = [
    {
      kind: 'limit',
      label: t('worktime.why.limit', { limit: limitText(limit, t) }),
      note: null,
      value: span(account.limit),
    },
  ];
  if (ended?.recounted) return [...rows, ...endedRow(explanation, t)];
  if (account.extended)
    rows.push({
      kind: 'extended',
      label: t(explanation.apology ? 'worktime.why.promised' : 'worktime.why.moved', {
        date: formatDate(explanation.at),
      }),
      note: null,
      value: t('worktime.why.more', { span: span(account.extended) }),
    });
  for (const row of account.rows) {
    const paused = row.kind === 'paused';
    rows.push({
      kind: row.kind,
      label: stretch(row, t),
      note: paused
        ? t('worktime.why.paused', {
            why: t(`worktime.pause.${row.reason ?? 'other'}`),
            span: span(row.minutes),
          })
        : t('worktime.why.used'),
      value: paused ? '0' : less(row.minutes),
    });
  }
  rows.push({ kind: 'left', ...leftOf(explanation, t) });
  if (ended) rows.push(...endedRow(explanation, t));
  else if (account.over)
    rows.push({ kind: 'over', label: t('worktime.why.over'), note: null, value: hoursText(account.over, t) });
  return rows;
}

// Two weekends are named day by day; more are one sentence.
const MANY = 4;

type OffDay = Explanation['offDays'][number];

/** What a stretch of free days is called: each name once, up to its comma (“Tết Nguyên đán, mùng 1”). */
const namesOf = (days: readonly OffDay[], { lang }: Translate): string =>
  [...new Set(days.flatMap(({ name }) => name?.[lang].split(',')[0] || []))].join(', ');

const WEEK_MS = 7 * 86_400_000;

/** Whether each of these weekdays is free in every week between the first and the last of them: nothing was made up for. */
function everyWeek(days: readonly OffDay[], all: readonly OffDay[]): boolean {
  const free = new Set(all.map(d => d.date));
  const last = Date.parse(days.at(-1)!.date);
  return days.every(({ date }) => {
    const next = Date.parse(date) + WEEK_MS;
    return next > last || free.has(new Date(next).toISOString().slice(0, 10));
  });
}

/** Free days as people list them: three and more in a row as a range, holidays by name, the many weekends of a long span as one. */
function offText(days: readonly OffDay[], t: Translate): string {
  const unnamed = days.filter(d => !d.name);
  if (unnamed.length <= MANY || !everyWeek(unnamed, days))
    return t('worktime.why.off', { days: dateList(days, t) });
  const weekdays = [...new Set(unnamed.map(d => weekdayOf(dayNumber(d.date))))].sort(
    (a, b) => (a || 7) - (b || 7),
  );
  const weekly = {
    weekdays: weekdays.map(w => t(`worktime.weekday-long.${w}`)).join(', '),
    from: shortDate(unnamed[0]!.date),
    to: shortDate(unnamed.at(-1)!.date),
  };
  const named = days.filter(d => d.name);
  return named.length
    ? t('worktime.why.off-weekly-and', { ...weekly, days: dateList(named, t) })
    : t('worktime.why.off-weekly', weekly);
}

function dateList(days: readonly OffDay[], t: Translate): string {
  const runs: OffDay[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && dayNumber(day.date) - dayNumber(last.at(-1)!.date) === 1) last.push(day);
    else runs.push([day]);
  }
  const label = ({ date }: OffDay) => longDayLabel(date, t);
  const named = (text: string, names: string) => (names ? `${text} (${names})` : text);
  return runs
    .flatMap(run =>
      run.length < 3
        ? run.map(day => named(label(day), day.name?.[t.lang] ?? ''))
        : [
            named(
              t('worktime.why.stretch', { from: label(run[0]!), to: label(run.at(-1)!) }),
              namesOf(run, t),
            ),
          ],
    )
    .join(', ');
}

/** As which day the one counts on which it began, and whether that day is counted: the same as the list of days says. */
function beginText({ days }: Explanation, t: Translate, begins: Begins): string | null {
  const step = days.find(s => s.received);
  if (!step?.received) return null;
  const { time, deferral } = step.received;
  const date = longDayLabel(step.date, t);
  if (!deferral) return step.kind === 'counted' ? null : t(`worktime.why.${begins}`, { date });
  const counts = days.find(s => s.kind !== 'received' && s.kind !== 'off');
  if (!counts) return null;
  return t(`worktime.why.${begins}-${counts.kind === 'deferred' ? 'deferred' : 'deferred-counted'}`, {
    date,
    time,
    why: t(`worktime.why.${deferral}`),
    as: longDayLabel(counts.date, t),
  });
}

/** Days on the way that were worked although their weekday is free, or only for half the day. */
const unusualDays = ({ days }: Explanation, kind: 'make-up' | 'half'): OffDay[] =>
  days.flatMap(({ date, special }) => (special?.kind === kind ? [{ date, name: special.name }] : []));

/** What a time limit begins with: that something was received, or another act, such as a decision. */
type Begins = 'receipt' | 'act';

/** The sentences under the table: opening hours and free days, or that every day counts; the day on which it began, what is not sure. */
export function whyNotes(explanation: Explanation, t: Translate, begins: Begins = 'receipt'): string[] {
  const hours = explanation.hours.map(([a, b]) => `${clockText(a)}–${clockText(b)}`).join(', ');
  const begun = beginText(explanation, t, begins);
  // Days of the calendar run by themselves: when a counter is open says nothing about them, and free days count.
  const working = explanation.account.axis === 'working';
  const notes = hours && working ? [t('worktime.why.hours', { hours })] : [];
  if (explanation.ended?.recounted) notes.unshift(t('worktime.why.recounted'));
  if (explanation.offDays.length)
    notes.push(working ? offText(explanation.offDays, t) : t('worktime.why.calendar'));
  if (working)
    for (const kind of ['make-up', 'half'] as const) {
      const days = unusualDays(explanation, kind);
      if (days.length) notes.push(t(`worktime.why.${kind}`, { days: dateList(days, t) }));
    }
  if (begun) notes.push(begun);
  for (const year of explanation.uncheckedYears) notes.push(t('worktime.why.unchecked', { year }));
  return notes;
}

import { formatDate, formatTime, localDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import type { AccountRow, Explanation } from '../explain.ts';
import { clockText, dayNumber } from '../local-minutes.ts';
import { longDayLabel } from './days.ts';
import { limitText } from './deadline.ts';
import { hoursText, spanText } from './span.ts';

/** One row of the table “why is it due then”: what, an aside, and its time. `kind: 'left'` is the result. */
export type WhyRow = {
  kind: 'limit' | 'used' | 'paused' | 'extended' | 'left' | 'over';
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

/** The rows of the sum: the limit, what was used, paused and granted beside it, and what is left. They add up. */
export function whyRows(explanation: Explanation, t: Translate): WhyRow[] {
  const { account, limit } = explanation;
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
  rows.push({ kind: 'left', label: t('worktime.why.left'), note: null, value: span(account.left) });
  if (account.over)
    rows.push({ kind: 'over', label: t('worktime.why.over'), note: null, value: hoursText(account.over, t) });
  return rows;
}

/** Dates as people list them: three and more in a row as a range. */
function dateList(dates: readonly string[], t: Translate): string {
  const runs: string[][] = [];
  for (const date of dates) {
    const last = runs.at(-1);
    if (last && dayNumber(date) - dayNumber(last.at(-1)!) === 1) last.push(date);
    else runs.push([date]);
  }
  const label = (date: string) => longDayLabel(date, t);
  return runs
    .flatMap(run =>
      run.length < 3
        ? run.map(label)
        : [t('worktime.why.stretch', { from: label(run[0]!), to: label(run.at(-1)!) })],
    )
    .join(', ');
}

/** The sentences under the table: opening hours, free days, the day of reception, what is not sure. */
export function whyNotes(explanation: Explanation, t: Translate): string[] {
  const hours = explanation.hours.map(([a, b]) => `${clockText(a)}–${clockText(b)}`).join(', ');
  const received = explanation.days.find(step => step.received && step.kind !== 'counted');
  const notes = [t('worktime.why.hours', { hours })];
  if (explanation.offDays.length)
    notes.push(t('worktime.why.off', { days: dateList(explanation.offDays, t) }));
  if (received) notes.push(t('worktime.why.receipt', { date: longDayLabel(received.date, t) }));
  for (const year of explanation.uncheckedYears) notes.push(t('worktime.why.unchecked', { year }));
  return notes;
}

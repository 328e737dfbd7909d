import { countRunningNow, soonForAll } from '#engines/cases';
import { type Calendar, loadCalendar, workingMinutes } from '#engines/worktime';
import { dayAfter, dayBefore, formatDate, localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import { formatNumber } from '#ui';
import { agencyNamesOn, byName, figuresByAgency, together } from '../figures.ts';
import { type OthersColumn, type OthersLine, othersOf } from '../situation/others.ts';

/** At most so many agencies are named; the page has all. */
const MOST_NAMED = 10;

const LONGEST_HOLIDAY = 30;

/** Whether somebody works on a local day. */
export const isWorkingDay = (day: string, calendar: Calendar): boolean =>
  workingMinutes(localInstant(day), localInstant(day, '23:59'), calendar) > 0;

/** The last day before `day` on which somebody worked. */
function lastWorkingDay(day: string, calendar: Calendar): string {
  let before = dayBefore(day);
  for (let n = 0; n < LONGEST_HOLIDAY && !isWorkingDay(before, calendar); n++) before = dayBefore(before);
  return before;
}

/** The values of the sentences of a brief: figures and names of agencies, never of people. */
export type Brief = Record<
  | 'day'
  | 'yesterday'
  | 'received'
  | 'inTime'
  | 'late'
  | 'running'
  | 'today'
  | 'lateNow'
  | 'agencies'
  | 'others'
  | 'steps',
  string
>;

/** The days that a brief tells of: the last working day, and the days off since then, on which people apply too. */
type Told = {
  /** The first of them, and the last; local days. */
  from: string;
  to: string;
  /** Dossiers that came in, on all of them and on the days off. */
  received: number;
  off: number;
};

/** What a brief says of its days. */
export function daysTold(
  { from, to, received, off }: Told,
  t: Translate,
): Pick<Brief, 'yesterday' | 'received'> {
  const count = formatNumber(received, { lang: t.lang });
  if (from === to)
    return {
      yesterday: t('performance.brief.one-day', { day: formatDate(from) }),
      received: t('performance.brief.received', { count }),
    };
  return {
    yesterday: t('performance.brief.days', { from: formatDate(from), to: formatDate(to) }),
    received: off
      ? t('performance.brief.received-off', { count, off: formatNumber(off, { lang: t.lang }) })
      : t('performance.brief.received', { count }),
  };
}

/** Agencies that have something late or due today, the latest first: those that are named, and how many there are besides. */
export function agenciesTold(
  busy: ReadonlyArray<{ name: string; late: number; today: number }>,
  t: Translate,
): string {
  if (!busy.length) return t('performance.brief.calm');
  const number = (n: number) => formatNumber(n, { lang: t.lang });
  const named = busy
    .slice(0, MOST_NAMED)
    .map(({ name, late, today }) =>
      t('performance.brief.agency', { name, late: number(late), today: number(today) }),
    );
  const rest = busy.slice(MOST_NAMED);
  const sum = (of: 'late' | 'today') => number(rest.reduce((n, l) => n + l[of], 0));
  if (rest.length)
    named.push(
      t('performance.brief.more', { count: number(rest.length), late: sum('late'), today: sum('today') }),
    );
  return [`${t('performance.brief.where')}\n`, ...named.map(line => `- ${line}`)].join('\n');
}

/** What a brief says of steps that agencies do in dossiers of others, in its text and in its subject; nothing where they do none. */
export function othersTold(
  lines: ReadonlyArray<Pick<OthersLine, 'of'>>,
  t: Translate,
): Pick<Brief, 'others' | 'steps'> {
  const sum = (column: OthersColumn) =>
    formatNumber(
      lines.reduce((n, l) => n + l.of[column], 0),
      { lang: t.lang },
    );
  if (!lines.length) return { others: '', steps: '' };
  const said = t('performance.brief.others', {
    inTime: sum('in-time'),
    late: sum('late'),
    open: sum('open'),
    today: sum('soon'),
    lateNow: sum('late-now'),
  });
  const steps = t('performance.brief.steps', { late: sum('late-now'), today: sum('soon') });
  return { others: `\n\n${said}`, steps: `; ${steps}` };
}

/**
 * What a leader is told in the morning of the agencies in his reach (null: of all): what the last working day brought, what is due today, and what
 * is late. `day`: the local day it is of.
 */
export async function briefOf(
  q: Queryable,
  reach: readonly string[] | null,
  now: Date,
  t: Translate,
): Promise<Brief> {
  const day = localDate(now);
  const calendar = await loadCalendar(q, null, now);
  const before = lastWorkingDay(day, calendar);
  const to = dayBefore(day);
  const [figures, off, running, others] = await Promise.all([
    // What came in over a week-end is told with the day before it.
    figuresByAgency(q, { from: before, to }, reach),
    before === to ? [] : figuresByAgency(q, { from: dayAfter(before), to }, reach),
    countRunningNow(q, reach, now, soonForAll(localInstant(dayAfter(day)))),
    reach ? othersOf(q, { agencyIds: reach, period: { from: before, to } }, now, true) : [],
  ]);
  const counts = together(figures);
  const number = (n: number) => formatNumber(n, { lang: t.lang });
  const sum = (of: (r: (typeof running)[number]) => number) => running.reduce((n, r) => n + of(r), 0);
  const byAgency = Map.groupBy(running, r => r.agencyId);
  const names = await agencyNamesOn(q, [...byAgency.keys()], day);
  const busy = [...byAgency]
    .map(([id, of]) => ({
      name: names.get(id) ?? '',
      late: of.reduce((n, r) => n + r.late, 0),
      today: of.reduce((n, r) => n + r.soon, 0),
    }))
    .filter(l => l.late + l.today > 0)
    .sort((a, b) => b.late - a.late || b.today - a.today || byName(a, b));
  return {
    day: formatDate(day),
    ...daysTold({ from: before, to, received: counts.received, off: together(off).received }, t),
    inTime: number(counts.inTime),
    late: number(counts.late),
    running: number(sum(r => r.running)),
    today: number(sum(r => r.soon)),
    lateNow: number(sum(r => r.late)),
    agencies: agenciesTold(busy, t),
    ...othersTold(others, t),
  };
}

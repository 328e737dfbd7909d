import { formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, queryText } from '#platform/http';

/** A span of days that is asked for, both included. `query`: how an address asks for it; `key` of a month or a year: `2026-11`, `2026`. */
export type Period = { key: string | null; from: string; to: string; query: Record<string, string> };

/** What of it cannot be read. */
export type PeriodAsked = { period: Period; wrong: ReadonlyArray<'tu' | 'den' | 'ky'> };

const lastDay = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

function periodOf(key: string): Period | null {
  const [, y, m] = /^(20\d{2})(?:-(0[1-9]|1[0-2]))?$/.exec(key) ?? [];
  if (!y) return null;
  const query = { ky: key };
  return m
    ? { key, from: `${y}-${m}-01`, to: lastDay(Number(y), Number(m)), query }
    : { key, from: `${y}-01-01`, to: `${y}-12-31`, query };
}

/** The first day of which there can be anything. */
const BEGINNING = '2021-01-01';

/** The period of the address: the days `tu` and `den`, else the month or year `ky`; this month where it names none; what is named and is none is `wrong`. */
export function periodAsked(ctx: Ctx): PeriodAsked {
  const today = localDate(ctx.clock.now());
  const typed = { tu: queryText(ctx.req.query, 'tu').trim(), den: queryText(ctx.req.query, 'den').trim() };
  const wrong: Array<'tu' | 'den' | 'ky'> = (['tu', 'den'] as const).filter(
    name => typed[name] && !readDay(typed[name]),
  );
  const from = readDay(typed.tu);
  const to = readDay(typed.den);
  if (!wrong.length && from && to && from > to) wrong.push('den');
  if (!wrong.length && (from || to)) {
    const span = { from: from ?? BEGINNING, to: to ?? today };
    const query = { ...(from && { tu: formatDate(from) }), ...(to && { den: formatDate(to) }) };
    // A first day that is still to come, and no last one: that day alone.
    return {
      period: { key: null, ...span, ...(span.from > span.to && { to: span.from }), query },
      wrong: [],
    };
  }
  const key = queryText(ctx.req.query, 'ky').trim();
  const named = periodOf(key);
  if (key && !named) wrong.push('ky');
  return { period: named ?? periodOf(today.slice(0, 7))!, wrong };
}

/** What is offered: this month and the eleven before, this year and the one before. */
export function periodsOffered(ctx: Ctx): { months: string[]; years: string[] } {
  const [year = 2026, month = 1] = localDate(ctx.clock.now()).split('-').map(Number);
  const months = Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7),
  );
  return { months, years: [String(year), String(year - 1)] };
}

/** `November 2026`; Vietnamese counts its months. */
const MONTHS = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `tháng 11/2026`, `November 2026`; `năm 2026`, `2026` */
export const keyWords = ({ t }: Pick<Ctx, 't'>, key: string): string => {
  if (key.length === 4) return t('performance.year', { year: key });
  const counted = `${key.slice(5)}/${key.slice(0, 4)}`;
  return t('performance.month', { month: t.lang === 'en' ? MONTHS.format(new Date(key)) : counted });
};

/** As `keyWords`, or `từ 01/11/2026 đến 20/11/2026`. */
export const periodWords = (ctx: Pick<Ctx, 't'>, { key, from, to }: Period): string =>
  key ? keyWords(ctx, key) : ctx.t('performance.days', { from: formatDate(from), to: formatDate(to) });

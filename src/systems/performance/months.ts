import { localDate } from '#platform/clock';
import { type Ctx, queryText } from '#platform/http';

/** A span of days that is asked for: a month, or a year so far. `key` is how the address writes it: `2026-11`, `2026`. */
export type Period = { key: string; from: string; to: string };

const lastDay = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

function periodOf(key: string): Period | null {
  const [, y, m] = /^(20\d{2})(?:-(0[1-9]|1[0-2]))?$/.exec(key) ?? [];
  if (!y) return null;
  return m
    ? { key, from: `${y}-${m}-01`, to: lastDay(Number(y), Number(m)) }
    : { key, from: `${y}-01-01`, to: `${y}-12-31` };
}

/** The period of the address (`ky`); this month where it names none that is. */
export function periodAsked(ctx: Ctx): Period {
  const today = localDate(ctx.clock.now());
  return periodOf(queryText(ctx.req.query, 'ky')) ?? periodOf(today.slice(0, 7))!;
}

/** What is offered: this month and the eleven before, this year and the one before. */
export function periodsOffered(ctx: Ctx): { months: string[]; years: string[] } {
  const [year = 2026, month = 1] = localDate(ctx.clock.now()).split('-').map(Number);
  const months = Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7),
  );
  return { months, years: [String(year), String(year - 1)] };
}

/** `tháng 11/2026`, `năm 2026` */
export const periodWords = ({ t }: Ctx, key: string): string =>
  key.length === 4
    ? t('performance.year', { year: key })
    : t('performance.month', { month: `${key.slice(5)}/${key.slice(0, 4)}` });

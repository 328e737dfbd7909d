import type { Ctx } from '#platform/http';
import { number, share } from '../view.ts';
import type { Line, Situation } from './situation.ts';

/** A number of the leader's page, and the list that it opens to. */
export const COLUMNS = [
  'received',
  'in-time',
  'late',
  'share',
  'asked-again',
  'running',
  'soon',
  'late-now',
] as const;
export type Column = (typeof COLUMNS)[number];

/** The numbers that open to a list: all but the share, which is none of things. */
const LISTED = [
  'received',
  'in-time',
  'late',
  'closed',
  'asked-again',
  'running',
  'soon',
  'late-now',
] as const;
export type Listed = (typeof LISTED)[number];
export const isListed = (name: string): name is Listed => (LISTED as readonly string[]).includes(name);

type Of = Pick<Line, 'counts' | 'now'>;

const numberIn: Readonly<Record<Exclude<Column, 'share'>, (line: Of) => number>> = {
  received: l => l.counts.received,
  'in-time': l => l.counts.inTime,
  late: l => l.counts.late,
  'asked-again': l => l.counts.askedAgain,
  running: l => l.now.running,
  soon: l => l.now.soon,
  'late-now': l => l.now.late,
};

/** A number of a line of the page. */
export const countOf = (column: Exclude<Column, 'share'>, line: Of): number => numberIn[column](line);

const textOf = (ctx: Pick<Ctx, 'lang' | 't'>, column: Column, line: Of): string =>
  column === 'share' ? share(ctx, line.counts) : number(ctx, countOf(column, line));

/** How a number is called on the page and in the stream: `late-now:ID`; without an id that of all together. */
export const keyOf = (column: Column, id = ''): string => `${column}:${id}`;

/** Every number of the page as it is written there, by its key. */
export function valuesOf(ctx: Pick<Ctx, 'lang' | 't'>, { lines, all }: Situation): Record<string, string> {
  return Object.fromEntries(
    [{ id: '', ...all }, ...lines].flatMap(line =>
      COLUMNS.map(column => [keyOf(column, line.id), textOf(ctx, column, line)]),
    ),
  );
}

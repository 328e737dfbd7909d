import { spanText } from '#engines/worktime';
import type { Ctx } from '#platform/http';
import { type Held, type People, type PersonLine, strandedOf } from '../people.ts';
import { number } from '../view.ts';

/** A working day of the province, as spans are said in. */
const DAY_MINUTES = 480;

/** The numbers of a person that open to a list of steps. */
export const OF_PERSON = ['done', 'done-late', 'open', 'today', 'late-now'] as const;
export type OfPerson = (typeof OF_PERSON)[number];

/** The columns of the page, in their order. */
export const PERSON_COLUMNS = ['done', 'done-late', 'average', 'open', 'today', 'late-now'] as const;
export type PersonColumn = (typeof PERSON_COLUMNS)[number];

/** Instead of an account, in keys and addresses: what lies with nobody in particular. */
export const POOL = 'chua-giao';
/** Likewise: what lies with posts that nobody holds. */
export const STRANDED = 'khong-nguoi-giu';

/** How a number is called on the page and in the stream: `person.open:ID`. */
export const personKey = (column: PersonColumn, id: string): string => `person.${column}:${id}`;

const NONE = '–';
type Words = Pick<Ctx, 'lang' | 't'>;
type Values = Readonly<Record<PersonColumn, string>>;

const ofPerson = (ctx: Words, p: PersonLine): Values => ({
  done: number(ctx, p.done),
  'done-late': number(ctx, p.late),
  average: p.average === null ? NONE : spanText(Math.round(p.average), DAY_MINUTES, ctx.t),
  open: number(ctx, p.held.open),
  today: number(ctx, p.held.today),
  'late-now': number(ctx, p.held.late),
});

const ofNobody = (ctx: Words, held: Held): Values => ({
  done: NONE,
  'done-late': NONE,
  average: NONE,
  open: number(ctx, held.open),
  today: number(ctx, held.today),
  'late-now': number(ctx, held.late),
});

/** Every number of the page of an agency's people as it is written there, by its key. */
export function personValues(ctx: Words, people: People): Record<string, string> {
  const lines: Array<[string, Values]> = [
    ...people.people.map((p): [string, Values] => [p.accountId, ofPerson(ctx, p)]),
    [POOL, ofNobody(ctx, people.pool)],
    [STRANDED, ofNobody(ctx, strandedOf(people))],
  ];
  return Object.fromEntries(
    lines.flatMap(([id, of]) => PERSON_COLUMNS.map(column => [personKey(column, id), of[column]])),
  );
}

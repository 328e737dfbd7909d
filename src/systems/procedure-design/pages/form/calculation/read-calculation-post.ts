import {
  type Calculation,
  type CalculationTest,
  isDay,
  isNumeric,
  type Operand,
  readDate,
  readNumber,
  takenAs,
} from '#engines/forms';
import { type Ctx, textField as posted } from '#platform/http';
import { nfc } from '#platform/text';
import type { FieldError } from '#ui';
import { readTest } from '../condition-fields.ts';
import { groupedFrom, operandChoices, type Place, type Sort } from './choices.ts';
import * as names from './names.ts';

const WHAT = 'viec';
export const MORE_ROWS = 'them-dong-tinh';

/** Whether another row was asked for, instead of saving. */
const wantsRow = (ctx: Ctx): boolean => posted(ctx.req.body, WHAT) === MORE_ROWS;

/** How many rows of a way are shown: two, those that are there and one more, or those that were sent. */
export function readRows(ctx: Ctx, way: names.RowWay, stored: number): number {
  const sent = Object.keys(ctx.req.body).flatMap(key => {
    const [prefix, number, ...more] = key.split('-');
    return prefix === names.ROWS[way] && !more.length ? [Number(number) || 0] : [];
  });
  const wanted = ctx.req.method === 'GET' ? stored + 1 : Math.max(0, ...sent) + (wantsRow(ctx) ? 1 : 0);
  return Math.min(names.MOST_ROWS, Math.max(2, wanted));
}

type Reading = { ctx: Ctx; place: Place; errors: FieldError[] };

const value = ({ ctx }: Reading, name: string) => posted(ctx.req.body, name).trim();

const wrong = ({ ctx, errors }: Reading, path: string, key: string): undefined => {
  errors.push({ path, message: ctx.t(`procedure-design.builder.calculation.${key}`) });
};

/** A number of at most six decimals, so that it is written as it was typed. */
const asNumber = (typed: string): number | undefined => {
  const read = readNumber(typed);
  return typeof read === 'number' && Math.abs(read) <= 1e12 && Number(read.toFixed(6)) === read
    ? read
    : undefined;
};

const asDay = (typed: string): string | undefined => {
  const day = readDate(typed);
  return isDay(day) ? day : undefined;
};

/** A field that was chosen, or what was typed beside it; undefined: nothing, or nothing that fits, which is said. */
function readOperand(r: Reading, name: string, sort: Sort): Operand | undefined {
  const chosen = value(r, name);
  if (!chosen) return undefined;
  if (chosen !== names.TYPED) {
    const known = operandChoices(r.ctx.t, r.place, sort).some(c => c.value === chosen);
    return known ? { field: chosen } : wrong(r, name, 'gone');
  }
  const typed = names.typedName(name);
  // Blanks around a text that is joined belong to it.
  const text = nfc(posted(r.ctx.req.body, typed));
  const found =
    sort === 'number'
      ? asNumber(text.trim())
      : sort === 'day'
        ? asDay(text.trim())
        : text.trim()
          ? text
          : undefined;
  return found === undefined ? wrong(r, typed, `wrong.${sort}`) : { value: found };
}

/** One that cannot be left out. */
function needed(r: Reading, name: string, sort: Sort): Operand | undefined {
  if (!value(r, name)) return wrong(r, name, `missing.${sort}`);
  return readOperand(r, name, sort);
}

function readParts(
  r: Reading,
  way: names.RowWay,
  sort: Sort,
): Array<{ minus: boolean; of: Operand }> | undefined {
  const before = r.errors.length;
  const parts = Array.from({ length: names.MOST_ROWS }, (_, i) => i + 1).flatMap(row => {
    const of = readOperand(r, names.rowName(way, row), sort);
    return of ? [{ minus: value(r, names.signName(row)) === 'tru', of }] : [];
  });
  if (r.errors.length > before) return undefined;
  const [first, ...rest] = parts;
  if (!first || !rest.length) {
    const empty = [1, 2].find(row => !value(r, names.rowName(way, row))) ?? 2;
    return wrong(r, names.rowName(way, empty), `too-few.${way}`);
  }
  // Whoever leaves the first row empty and takes the second away means from nothing.
  if (first.minus) return [{ minus: false, of: { value: 0 } }, ...parts];
  return parts;
}

/** What is typed in place of a field is what the other way of a choice is: 5 beside a text is the text “5”. */
function alike(
  r: Reading,
  name: string,
  operand: Operand | undefined,
  other: Operand | undefined,
): Operand | undefined {
  if (!operand || 'field' in operand) return operand;
  const text = String(operand.value).trim();
  const sort = other && 'field' in other ? takenAs(r.place.form, other.field) : undefined;
  if (sort === 'text') return { value: text };
  const found = asNumber(text) ?? asDay(text) ?? text;
  if (isNumeric(sort) && typeof found !== 'number') return wrong(r, names.typedName(name), 'wrong.number');
  if (sort === 'date' && (typeof found !== 'string' || !isDay(found)))
    return wrong(r, names.typedName(name), 'wrong.day');
  return { value: found };
}

function readChoose(r: Reading): Calculation | undefined {
  const { ctx, place, errors } = r;
  const chosen = value(r, names.WHEN);
  if (!chosen) wrong(r, names.WHEN, 'missing.when');
  const of = { name: names.WHEN, from: names.typedName(names.WHEN), to: names.secondName(names.WHEN) };
  const when = chosen ? readTest(ctx, { form: place.form, now: undefined, chosen }, of, errors) : undefined;
  const gives = needed(r, names.THEN, 'any');
  const otherwise = readOperand(r, names.ELSE, 'any');
  const [one, two] = [alike(r, names.THEN, gives, otherwise), alike(r, names.ELSE, otherwise, gives)];
  if (!when || when.in || !one) return undefined;
  return { way: 'choose', when: when as CalculationTest, gives: one, otherwise: two ?? null };
}

/** The calculation that was chosen; undefined where something has to be corrected, which is in `errors` then. */
export function readCalculationPost(ctx: Ctx, place: Place, errors: FieldError[]): Calculation | undefined {
  const r: Reading = { ctx, place, errors };
  const way = value(r, names.WAY);
  switch (way) {
    case 'sum': {
      const terms = readParts(r, 'sum', 'number');
      return terms && { way, terms };
    }
    case 'product': {
      const of = readParts(r, 'product', 'number');
      return of && { way, of: of.map(part => part.of) };
    }
    case 'total':
      return groupedFrom(place.form, value(r, names.GROUPED)) ?? wrong(r, names.GROUPED, 'missing.grouped');
    case 'age':
    case 'days': {
      const [from, to] = [needed(r, names.FROM_DAY, 'day'), needed(r, names.TO_DAY, 'day')];
      return from && to && { way, from, to };
    }
    case 'share': {
      const [of, base] = [needed(r, names.SHARE_OF, 'number'), needed(r, names.SHARE_BASE, 'number')];
      const decimals = Number(value(r, names.DECIMALS) || 1);
      const known = Number.isInteger(decimals) && decimals >= 0 && decimals <= names.MOST_DECIMALS;
      return of && base && { way, of, base, decimals: known ? decimals : 1 };
    }
    case 'later': {
      const [from, days] = [needed(r, names.START_DAY, 'day'), needed(r, names.MORE_DAYS, 'number')];
      const whole =
        days &&
        ('field' in days ||
          (Number.isInteger(days.value) && Number(days.value) >= 0 && Number(days.value) < 1e6));
      if (days && !whole) return wrong(r, names.typedName(names.MORE_DAYS), 'wrong.more-days');
      return from && days && { way, from, days };
    }
    case 'join': {
      const of = readParts(r, 'join', 'text');
      const between = value(r, names.BETWEEN);
      return (
        of && {
          way,
          of: of.map(part => part.of),
          between:
            names.BETWEENS[between as keyof typeof names.BETWEENS] ?? posted(ctx.req.body, names.BETWEEN),
        }
      );
    }
    case 'choose':
      return readChoose(r);
    default:
      return wrong(r, names.WAY, 'missing.way');
  }
}

import { Ajv2020, type FuncKeywordDefinition, type ValidateFunction } from 'ajv/dist/2020.js';
import { unprintable } from '#platform/pdf';
import type { FieldPath, FormData, Words } from '../types.ts';
import { limitDay } from '../values/limit-day.ts';
import { isPartialDay } from '../values/parse.ts';
import { valueAt } from '../values/paths.ts';
import { birthdayOf, type DaysCovered, firstGap } from './first-gap.ts';
import { formats } from './formats.ts';
import { numberFault, personalNumberFault, readPersonalNumber, type Sex } from './personal-number.ts';

/** What a validation knows beside the data; `this` of the keywords below. */
export type ValidationContext = { today: string };

type Validate = {
  (this: ValidationContext, schema: unknown, data: unknown): boolean;
  errors?: Array<{ keyword: string; params: object }>;
};

function keyword(name: string, type: 'string' | 'object', fault: FaultOf): FuncKeywordDefinition {
  const validate: Validate = function (schema, data) {
    const found = [fault(schema, data, this) ?? []].flat();
    validate.errors = found.map(params => ({ keyword: name, params }));
    return !found.length;
  };
  return {
    keyword: name,
    type,
    validate: validate as NonNullable<FuncKeywordDefinition['validate']>,
    errors: true,
  };
}

/** Two answers that are days, by their paths from the object, the second not before the first. */
export type DaysInOrder = { earlier: string; later: string; called: Words };

/** A column of a list: the sum over its items is not above another answer. Paths from the root; `of`, `called`: what both are called. */
export type SumNotAbove = { group: FieldPath; column: FieldPath; limit: FieldPath; of: Words; called: Words };

/** Which properties of an object speak of one person. */
export type Agreement = { number: string; born?: string; sex?: string; is?: Sex };

/** Answers, by their paths from the object, of which the second must not be the first; `holds`: nor have it within. */
export type Difference = { one: string; other: string; holds?: boolean };

/**
 * Answers, by their paths from the object, of which one is not more, or not later, than the other; told at `high` unless `at` says the
 * other. `each`: a list in which one or both of them stand, item by item.
 */
export type InOrder = { low: string; high: string; at?: string; each?: string };

/** Where the answers of an order stand: once, or in each item of its list. */
function* ordersIn({ low, high, at = high, each }: InOrder, data: FormData) {
  const items = each === undefined ? [0] : valueAt(data, each);
  for (const i of Array.isArray(items) ? items.keys() : []) {
    const [below, above] = [low, high].map(path =>
      each !== undefined && path.startsWith(`${each}.`) ? `${each}.${i}${path.slice(each.length)}` : path,
    ) as [string, string];
    yield { below, above, property: at === low ? below : above };
  }
}

/** Whether two answers are of one kind that has an order, and the first is after the second. */
const isAfter = (one: unknown, other: unknown): boolean =>
  typeof one === 'number'
    ? typeof other === 'number' && one > other
    : typeof one === 'string' &&
      typeof other === 'string' &&
      isPartialDay(one) &&
      isPartialDay(other) &&
      one.slice(0, other.length) > other.slice(0, one.length);

const plain = (text: string) => text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

type FaultOf = (schema: unknown, data: unknown, context: ValidationContext) => object | object[] | null;

/** The day of a bound; compared as text, which for ISO days is comparing days. */
const limitOf = (schema: unknown, context: ValidationContext) => limitDay(String(schema), context.today);

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && value.length === 10 && isPartialDay(value);

const ASCII = /^[\x20-\x7e]*$/;

const KEYWORDS = [
  keyword('dateNotAfter', 'string', (schema, data, context) => {
    const limit = limitOf(schema, context);
    return String(data) > limit ? { limit, today: schema === 'today' } : null;
  }),
  keyword('dateNotBefore', 'string', (schema, data, context) => {
    const limit = limitOf(schema, context);
    return String(data) < limit ? { limit, today: schema === 'today' } : null;
  }),
  /**
   * Text in NFC, of characters that the papers made of it can show: no picture signs, controls, marks of direction, private use.
   * Put on every string when a form is compiled.
   */
  keyword('nfc', 'string', (_, data) => {
    const text = String(data);
    if (ASCII.test(text)) return null;
    const character = unprintable(text);
    if (character !== undefined) return { character };
    return text.normalize('NFC') === text ? null : {};
  }),
  /**
   * A personal number that can be one: of a province that there is, of somebody born by now. Put on every string of its format when a
   * form is compiled.
   */
  keyword('personalNumberHolds', 'string', (_, data, context) => numberFault(String(data), context.today)),
  /**
   * On the object of a person, or of several: `{ number, born?, sex? }` name its properties; `is`: of which sex whoever it is must be.
   */
  keyword('personalNumberAgrees', 'object', (schema, data, context) => {
    const person = data as Record<string, unknown>;
    for (const names of [schema].flat() as Agreement[]) {
      const number = person[names.number];
      // What is wrong by itself is said so.
      if (typeof number !== 'string' || numberFault(number, context.today)) continue;
      const which = personalNumberFault(number, {
        born: names.born && person[names.born],
        sex: names.sex && person[names.sex],
        is: names.is,
      });
      if (!which) continue;
      const property = names.number;
      if (which === 'of-male' || which === 'of-female') return { which, property };
      const year = readPersonalNumber(number)?.birthYear;
      return { which, property, year, against: which === 'sex' ? names.sex : names.born };
    }
    return null;
  }),
  /** On an object: what is said of two people, of whom one cannot be the other. */
  keyword('answersDiffer', 'object', (schema, data) => {
    for (const { one, other, holds } of schema as Difference[]) {
      const [first, second] = [one, other].map(path => valueAt(data as FormData, path));
      if (typeof first !== 'string' || typeof second !== 'string' || !first.trim()) continue;
      const alike = holds ? plain(second).includes(plain(first)) : plain(second) === plain(first);
      if (alike) return { property: other };
    }
    return null;
  }),
  /** On an object: numbers and days of which one is not above another. */
  keyword('answersInOrder', 'object', (schema, data) =>
    (schema as InOrder[]).flatMap(order =>
      [...ordersIn(order, data as FormData)]
        .filter(({ below, above }) =>
          isAfter(valueAt(data as FormData, below), valueAt(data as FormData, above)),
        )
        .map(({ property }) => ({ property })),
    ),
  ),
  /** On an object: days of which one is not before another. `called`: the words for the earlier. */
  keyword('datesInOrder', 'object', (schema, data) => {
    for (const { earlier, later, called } of schema as DaysInOrder[]) {
      const [before, after] = [earlier, later].map(path => valueAt(data as FormData, path));
      // What is no day is said so; between it and another nothing can be said.
      if (typeof before !== 'string' || typeof after !== 'string') continue;
      if (isPartialDay(before) && isPartialDay(after) && after < before)
        return { property: later, date: before, given: after, called };
    }
    return null;
  }),
  /** On the whole form: lists of what lasts, which leave no days out. */
  keyword('daysCovered', 'object', (schema, data, { today }) => {
    for (const { group, from, to, born, years } of schema as DaysCovered[]) {
      const [items, birth] = [valueAt(data as FormData, group), valueAt(data as FormData, born)];
      if (!Array.isArray(items) || !items.length || !isDay(birth)) continue;
      const spans = items.map(item => ({ from: item?.[from], to: item?.[to] ?? today }));
      // What is no day is said so; where the days are not known nothing can be missing.
      if (!spans.every(span => isDay(span.from) && isDay(span.to))) continue;
      const gap = firstGap(spans, birthdayOf(birth, years), today);
      if (gap) return { property: group, date: gap.from, until: gap.to };
    }
    return null;
  }),
  /** On the whole form: columns of lists, each with the answer than which its sum is not larger. */
  keyword('sumNotAbove', 'object', (schema, data) => {
    for (const { group, column, limit, of, called } of schema as SumNotAbove[]) {
      const [items, most] = [valueAt(data as FormData, group), valueAt(data as FormData, limit)];
      if (!Array.isArray(items) || typeof most !== 'number') continue;
      const parts = items.map(item => valueAt(item as FormData, column)).filter(n => typeof n === 'number');
      // Hundredths of a hectare add up to what people count, not to what is next to it.
      const sum = Math.round(parts.reduce((a, b) => a + b, 0) * 1e6) / 1e6;
      if (sum > most) return { property: group, sum, most, of, called };
    }
    return null;
  }),
];

// Made once: reading the dialect's own schema takes a hundred times as long as compiling a form.
const ajv = makeAjv();

/**
 * Compiles a schema with this engine's formats and keywords; every fault is told, the data is left as it is. Ajv keeps nothing of
 * it afterwards. Throws when it is no schema of the dialect.
 */
export function compileSchema(schema: object): ValidateFunction {
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
}

function makeAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    passContext: true,
    ownProperties: true,
    validateSchema: true,
    unicodeRegExp: true,
    logger: false,
  });
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate);
  for (const definition of KEYWORDS) ajv.addKeyword(definition);
  return ajv;
}

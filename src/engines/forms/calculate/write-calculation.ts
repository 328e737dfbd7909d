import { schemaAt } from '../edit/schema-at.ts';
import type { Bound, FieldPath, FormDefinition } from '../types.ts';
import { rangesOf } from '../values/conditions.ts';
import type { Calculation, CalculationTest, Operand } from './calculation.ts';

type Place = { form: FormDefinition; group: FieldPath | undefined };

/** A field as FEEL names it: `form.site.area`; of the item's own group `item.share`. */
const name = (path: FieldPath, { group }: Place): string =>
  group && path.startsWith(`${group}.`) ? `item${path.slice(group.length)}` : `form.${path}`;

/** A text as FEEL writes it. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

const literal = (value: unknown): string => (typeof value === 'string' ? quoted(value) : String(value));

const operand = (of: Operand, place: Place): string =>
  'field' in of ? name(of.field, place) : literal(of.value);

const day = (of: Operand, place: Place): string => `date(${operand(of, place)})`;

const COMPARED = { under: '<', atMost: '<=', atLeast: '>=', over: '>' } as const;

/** A test that has no answer to read is false, as it is for what is asked only on a condition (`answers`). */
function test(when: CalculationTest, place: Place): string {
  const of = name(when.field, place);
  if (when.answered !== undefined) return when.answered ? `${of} != null` : `${of} = null`;
  const ranges = rangesOf(when);
  if (ranges.length) {
    const side = (bound: Bound | undefined) =>
      typeof bound === 'string' ? `date(${quoted(bound)})` : literal(bound);
    const dayAsked = ranges.some(way => typeof when[way] === 'string');
    return ranges
      .toSorted((a, b) => Number(a.startsWith('atMost')) - Number(b.startsWith('atMost')))
      .map(way => `${dayAsked ? `date(${of})` : of} ${COMPARED[way]} ${side(when[way])}`)
      .join(' and ');
  }
  const list = schemaAt(place.form, when.field)?.schema.type === 'array';
  if (when.notEquals !== undefined)
    return list
      ? `${of} != null and not(list contains(${of}, ${literal(when.notEquals)}))`
      : `${of} != null and ${of} != ${literal(when.notEquals)}`;
  return list ? `list contains(${of}, ${literal(when.equals)})` : `${of} = ${literal(when.equals)}`;
}

/** A test of answers outside of repeating groups as FEEL: `form.site.area > 100`. */
export const writeTest = (form: FormDefinition, when: CalculationTest): string =>
  test(when, { form, group: undefined });

/**
 * A calculation as FEEL (DMN 1.3, clause 10.3), as it is stored: `form.area * form.price`. `group`: the repeating group of the field
 * that is worked out. What is missing makes the whole unknown; only texts are joined without those that are missing.
 */
export function writeCalculation(
  form: FormDefinition,
  calculation: Calculation,
  group: FieldPath | undefined,
): string {
  const place = { form, group };
  const of = (one: Operand) => operand(one, place);
  switch (calculation.way) {
    case 'sum':
      return calculation.terms
        .map((term, i) => `${i ? (term.minus ? ' - ' : ' + ') : ''}${of(term.of)}`)
        .join('');
    case 'product':
      return calculation.of.map(of).join(' * ');
    case 'total':
      return `sum(form.${calculation.field})`;
    case 'count':
      return `count(form.${calculation.group})`;
    case 'age':
      return `years and months duration(${day(calculation.from, place)}, ${day(calculation.to, place)}).years`;
    case 'days':
      return `(${day(calculation.to, place)} - ${day(calculation.from, place)}).days`;
    case 'share': {
      const base = of(calculation.base);
      return `if ${base} > 0 then round half up(${of(calculation.of)} / ${base} * 100, ${calculation.decimals}) else null`;
    }
    case 'later': {
      const { days } = calculation;
      const span = 'field' in days ? `"P" + string(${of(days)}) + "D"` : quoted(`P${days.value}D`);
      return `string(${day(calculation.from, place)} + duration(${span}))`;
    }
    case 'join': {
      // Only texts can be joined: a number is made one.
      const parts = calculation.of.map(o =>
        'field' in o && schemaAt(form, o.field)?.schema.type !== 'string' ? `string(${of(o)})` : of(o),
      );
      return `string join([${parts.join(', ')}], ${quoted(calculation.between)})`;
    }
    case 'choose': {
      const { when, gives, otherwise } = calculation;
      return `if ${test(when, place)} then ${of(gives)} else ${otherwise ? of(otherwise) : 'null'}`;
    }
  }
}

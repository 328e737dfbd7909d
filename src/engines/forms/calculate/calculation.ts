import type { FieldKind } from '../edit/field-kinds.ts';
import { kindOf, resultIn } from '../edit/kinds.ts';
import { schemaAt } from '../edit/schema-at.ts';
import type { CalculationResult, FieldPath, FormDefinition, Test } from '../types.ts';
import { groupOf } from '../values/items.ts';

/** What a calculation takes: the answer to a field, or a number, a text or a day (`YYYY-MM-DD`) that is given once and for all. */
export type Operand = { field: FieldPath } | { value: number | string };

/** A test that a calculation may read: one for any of several values is written by hand. */
export type CalculationTest = Omit<Test, 'in'>;

/** How an answer is worked out, in the ways that are chosen from lists. `write` makes FEEL of it, `read` finds it in FEEL again. */
export type Calculation =
  /** Two numbers or more; the first is never taken away. */
  | { way: 'sum'; terms: ReadonlyArray<{ minus: boolean; of: Operand }> }
  | { way: 'product'; of: readonly Operand[] }
  /** A number of every item of a repeating group, together. */
  | { way: 'total'; field: FieldPath }
  | { way: 'count'; group: FieldPath }
  /** Whole years, and days, from one day to another. */
  | { way: 'age' | 'days'; from: Operand; to: Operand }
  /** What part of a number another is, in per cent; nothing where there is nothing to be a part of. */
  | { way: 'share'; of: Operand; base: Operand; decimals: number }
  /** So many days after a day. */
  | { way: 'later'; from: Operand; days: Operand }
  | { way: 'join'; of: readonly Operand[]; between: string }
  /** `otherwise` null: there is no answer then. */
  | { way: 'choose'; when: CalculationTest; gives: Operand; otherwise: Operand | null };

export const CALCULATION_WAYS = [
  'sum',
  'product',
  'share',
  'total',
  'count',
  'age',
  'days',
  'later',
  'join',
  'choose',
] as const satisfies ReadonlyArray<Calculation['way']>;

const OF_KIND: Partial<Record<FieldKind, CalculationResult>> = {
  integer: 'integer',
  number: 'number',
  money: 'money',
  date: 'date',
  'past-date': 'date',
  text: 'text',
  'long-text': 'text',
  'person-name': 'text',
  'ethnic-group': 'text',
};

/** What a calculation may take the answer to a field for; undefined: for nothing. */
export function takenAs(form: FormDefinition, path: FieldPath): CalculationResult | undefined {
  const schema = schemaAt(form, path)?.schema;
  const layout = form.fields[path];
  if (!schema || !layout) return undefined;
  if (layout.computed === undefined) return OF_KIND[kindOf(schema, layout)];
  return ['integer', 'number', 'string'].includes(schema.type ?? '') ? resultIn(schema, layout) : undefined;
}

/** Whether what is worked out is a number. */
export const isNumeric = (result: CalculationResult | undefined): boolean =>
  result === 'number' || result === 'integer' || result === 'money';

const isDayText = (value: number | string) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

const resultOfOperand = (form: FormDefinition, operand: Operand): CalculationResult => {
  if ('field' in operand) return takenAs(form, operand.field) ?? 'text';
  if (typeof operand.value === 'number') return Number.isInteger(operand.value) ? 'integer' : 'number';
  return isDayText(operand.value) ? 'date' : 'text';
};

/** Of numbers: money where any is money; whole where all are. */
function together(results: readonly CalculationResult[]): CalculationResult {
  if (results.includes('money')) return 'money';
  return results.every(r => r === 'integer') ? 'integer' : 'number';
}

/** What comes out of a calculation. */
export function resultOf(form: FormDefinition, calculation: Calculation): CalculationResult {
  const of = (operand: Operand) => resultOfOperand(form, operand);
  switch (calculation.way) {
    case 'sum':
      return together(calculation.terms.map(term => of(term.of)));
    case 'product':
      return together(calculation.of.map(of));
    case 'total':
      return takenAs(form, calculation.field) ?? 'number';
    case 'count':
    case 'age':
    case 'days':
      return 'integer';
    case 'share':
      return calculation.decimals ? 'number' : 'integer';
    case 'later':
      return 'date';
    case 'join':
      return 'text';
    case 'choose': {
      const results = [calculation.gives, ...(calculation.otherwise ? [calculation.otherwise] : [])].map(of);
      const [first = 'text'] = results;
      if (results.every(isNumeric)) return together(results);
      return results.every(r => r === first) ? first : 'text';
    }
  }
}

/** The fields that a calculation reads, in the order in which it names them. */
export function readByCalculation(calculation: Calculation): FieldPath[] {
  const named = (operands: ReadonlyArray<Operand | null>) =>
    operands.flatMap(o => (o && 'field' in o ? [o.field] : []));
  switch (calculation.way) {
    case 'sum':
      return named(calculation.terms.map(term => term.of));
    case 'product':
    case 'join':
      return named(calculation.of);
    case 'total':
      return [calculation.field];
    case 'count':
      return [];
    case 'age':
    case 'days':
      return named([calculation.from, calculation.to]);
    case 'share':
      return named([calculation.of, calculation.base]);
    case 'later':
      return named([calculation.from, calculation.days]);
    case 'choose':
      return [calculation.when.field, ...named([calculation.gives, calculation.otherwise])];
  }
}

/**
 * Whether a calculation makes sense where it stands: it reads fields that are there, outside groups or in its own (`group`), of
 * the sort that its way takes; and what it chooses between is of one sort.
 */
export function fitsForm(
  form: FormDefinition,
  calculation: Calculation,
  group: FieldPath | undefined,
): boolean {
  const within = (path: FieldPath) => [undefined, group].includes(groupOf(form, path));
  const is = (operand: Operand, sort: 'number' | 'day' | 'text') => {
    if ('field' in operand) {
      const taken = takenAs(form, operand.field);
      if (!within(operand.field)) return false;
      if (sort === 'number') return isNumeric(taken);
      if (sort === 'day') return taken === 'date';
      return taken === 'text' || isNumeric(taken);
    }
    if (sort === 'number') return typeof operand.value === 'number';
    return sort === 'day' ? isDayText(operand.value) : typeof operand.value === 'string';
  };
  switch (calculation.way) {
    case 'sum':
      return calculation.terms.length > 1 && calculation.terms.every(term => is(term.of, 'number'));
    case 'product':
      return calculation.of.length > 1 && calculation.of.every(o => is(o, 'number'));
    case 'total':
      return groupOf(form, calculation.field) !== undefined && isNumeric(takenAs(form, calculation.field));
    case 'count':
      return Object.hasOwn(form.groups ?? {}, calculation.group);
    case 'age':
    case 'days':
      return is(calculation.from, 'day') && is(calculation.to, 'day');
    case 'share':
      return is(calculation.of, 'number') && is(calculation.base, 'number');
    case 'later':
      return is(calculation.from, 'day') && is(calculation.days, 'number');
    case 'join':
      return calculation.of.length > 1 && calculation.of.every(o => is(o, 'text'));
    case 'choose': {
      const { when, gives, otherwise } = calculation;
      const fields = readByCalculation(calculation);
      const sorts = [gives, ...(otherwise ? [otherwise] : [])].map(o => {
        const result = resultOfOperand(form, o);
        return isNumeric(result) ? 'number' : result;
      });
      return (
        fields.every(f => Object.hasOwn(form.fields, f) && within(f)) &&
        schemaAt(form, when.field) !== undefined &&
        fields.slice(1).every(f => takenAs(form, f) !== undefined) &&
        new Set(sorts).size === 1
      );
    }
  }
}

import type { FieldPath, FormDefinition } from '../types.ts';
import { type Calculation, type CalculationTest, fitsForm, type Operand } from './calculation.ts';
import { type Token, tokens } from './tokens.ts';
import { writeCalculation, writeTest } from './write-calculation.ts';

/** Values of a text in the order in which they stand, and its shape: `F` a field, `N` a number, `S` a text, all else as it is. */
type Shaped = { shape: string; values: Token[] };

const LETTER = { field: 'F', number: 'N', text: 'S' } as const;

function shaped(all: readonly Token[]): Shaped {
  const values = all.filter(t => t.sort !== 'sign');
  const shape = all.map(t => (t.sort === 'sign' ? t.sign : LETTER[t.sort])).join(' ');
  return { shape: shape.replaceAll('date ( F )', 'D').replaceAll('date ( S )', 'D'), values };
}

const asOperand = (token: Token | undefined): Operand =>
  token?.sort === 'field' ? { field: token.path } : { value: token && 'value' in token ? token.value : '' };

const pathOf = (token: Token | undefined): FieldPath => (token?.sort === 'field' ? token.path : '');
const saidBy = (token: Token | undefined) => (token && 'value' in token ? token.value : undefined);

const SUM = /^[FN](?: [+-] [FN])+$/;
const PRODUCT = /^[FN](?: \* [FN])+$/;
const JOIN = /^string join \( \[ (?:[FS]|string \( F \))(?: , (?:[FS]|string \( F \)))+ \] , S \)$/;
const SHARE = /^if [FN] > N then round half up \( [FN] \/ [FN] \* N , N \) else null$/;
const CHOOSE = /^if (.+) then ([FNS]) else ([FNS]|null)$/;

const RANGES = { '<': 'under', '<=': 'atMost', '>=': 'atLeast', '>': 'over' } as const;
type Sign = keyof typeof RANGES;

/** The test of `if …`: how many values it takes, and what it is. */
function testOf(shape: string, values: readonly Token[]): CalculationTest | undefined {
  const field = pathOf(values[0]);
  const of = (at: number) => saidBy(values[at]);
  switch (shape) {
    case 'F != null':
      return { field, answered: true };
    case 'F = null':
      return { field, answered: false };
    case 'F = true':
      return { field, equals: true };
    case 'F = false':
      return { field, equals: false };
    case 'F = N':
    case 'F = S':
    case 'list contains ( F , S )':
      return { field, equals: of(1) };
    case 'F != null and F != N':
    case 'F != null and F != S':
    case 'F != null and not ( list contains ( F , S ) )':
      return { field, notEquals: of(2) };
    case 'F != null and F != true':
      return { field, notEquals: true };
    case 'F != null and F != false':
      return { field, notEquals: false };
    case 'F >= N and F <= N':
    case 'D >= D and D <= D':
      return { field, atLeast: of(1) ?? '', atMost: of(3) ?? '' };
  }
  const [, sign] = /^(?:F|D) (<=?|>=?) (?:N|D)$/.exec(shape) ?? [];
  return sign === undefined ? undefined : { field, [RANGES[sign as Sign]]: of(1) };
}

function guess(all: readonly Token[]): Calculation | undefined {
  const { shape, values } = shaped(all);
  const [first, second, third] = values;
  if (SUM.test(shape)) {
    const signs = all.flatMap(t => (t.sort === 'sign' ? [t.sign] : []));
    return { way: 'sum', terms: values.map((v, i) => ({ minus: signs[i - 1] === '-', of: asOperand(v) })) };
  }
  if (PRODUCT.test(shape)) return { way: 'product', of: values.map(asOperand) };
  if (JOIN.test(shape))
    return {
      way: 'join',
      of: values.slice(0, -1).map(asOperand),
      between: String(saidBy(values.at(-1)) ?? ''),
    };
  if (SHARE.test(shape)) {
    const [base, , of, , , decimals] = values;
    return { way: 'share', of: asOperand(of), base: asOperand(base), decimals: Number(saidBy(decimals)) };
  }
  const [, when, then, otherwise] = CHOOSE.exec(shape) ?? [];
  if (when && then && otherwise) {
    const after = otherwise === 'null' ? 1 : 2;
    const test = testOf(when, values.slice(0, values.length - after));
    return (
      test && {
        way: 'choose',
        when: test,
        gives: asOperand(values.at(-after)),
        otherwise: after === 2 ? asOperand(values.at(-1)) : null,
      }
    );
  }
  switch (shape) {
    case 'sum ( F )':
      return { way: 'total', field: pathOf(first) };
    case 'count ( F )':
      return { way: 'count', group: pathOf(first) };
    case 'years and months duration ( D , D ) . years':
      return { way: 'age', from: asOperand(first), to: asOperand(second) };
    case '( D - D ) . days':
      return { way: 'days', from: asOperand(second), to: asOperand(first) };
    case 'string ( D + duration ( S ) )': {
      const days = /^P(\d{1,6})D$/.exec(String(saidBy(second)))?.[1];
      return days === undefined
        ? undefined
        : { way: 'later', from: asOperand(first), days: { value: Number(days) } };
    }
    case 'string ( D + duration ( S + string ( F ) + S ) )':
      return { way: 'later', from: asOperand(first), days: asOperand(third) };
    default:
      return undefined;
  }
}

/**
 * The calculation that a FEEL text says, where it is one of the ways that are chosen from lists; undefined of any other, which
 * stays FEEL. Whoever typed it with other blanks is understood; nothing is understood that would not be written again as it stood.
 */
export function readCalculation(
  form: FormDefinition,
  feel: string,
  group: FieldPath | undefined,
): Calculation | undefined {
  const all = tokens(feel, group);
  const found = all && guess(all);
  if (!found || !fitsForm(form, found, group)) return undefined;
  const again = tokens(writeCalculation(form, found, group), group);
  return JSON.stringify(again) === JSON.stringify(all) ? found : undefined;
}

/** The test that a FEEL text says, as `writeTest` writes it; undefined of any other. */
export function readTest(form: FormDefinition, feel: string): CalculationTest | undefined {
  const all = tokens(feel, undefined);
  const { shape, values } = shaped(all ?? []);
  const found = testOf(shape, values);
  if (!found || !Object.hasOwn(form.fields, found.field)) return undefined;
  return JSON.stringify(tokens(writeTest(form, found), undefined)) === JSON.stringify(all)
    ? found
    : undefined;
}

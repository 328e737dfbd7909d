import {
  type Bound,
  type Condition,
  conditionWords,
  type FieldPath,
  type FormDefinition,
  groupOf,
  kindOf,
  rangesOf,
  said,
  schemaAt,
  type Test,
  testsOf,
  testWords,
} from '#engines/forms';
import type { Translate } from '#platform/i18n';
import type { Choice } from '#ui';
import { PART } from './field/field-choices.ts';

/** When something is asked, in words: `Chỉ hỏi khi “Loại thẻ” là Trẻ em`. */
export const askedIf = (t: Translate, form: FormDefinition, condition: Condition): string =>
  t('procedure-design.builder.asked-if', { condition: conditionWords(t, form, condition) });

/** What an answer is compared with by size; undefined: it is not. */
export type Size = 'number' | 'day';

/** What can be said of an answer beside its values, and how many values have to be typed for it. */
const WAYS = { under: 1, atMost: 1, equal: 1, atLeast: 1, over: 1, between: 2 } as const;
export type Way = keyof typeof WAYS;
const WAY_NAMES = Object.keys(WAYS) as Way[];
const isWay = (text: string): text is Way => Object.hasOwn(WAYS, text);
export const valuesOf = (way: string): number => (isWay(way) ? WAYS[way] : 0);

export function sizeOf(form: FormDefinition, path: FieldPath): Size | undefined {
  const schema = schemaAt(form, path)?.schema;
  if (schema?.type === 'integer' || schema?.type === 'number') return 'number';
  return schema?.format === 'date' ? 'day' : undefined;
}

/** A statement as a choice in a list: `kind|is|child`, `amount|over`; of one that no choice says, `giu|2`, its place in the condition. */
const KEEP = 'giu';
const statement = (path: FieldPath, way: string, value?: unknown): string =>
  [path, way, ...(value === undefined ? [] : [String(value)])].join('|');

/** The statement of a test, and what is typed beside it. */
export function statementOf(test: Test, index: number): { statement: string; from?: Bound; to?: Bound } {
  const keep = { statement: statement(KEEP, String(index)) };
  const { field, equals, notEquals } = test;
  if (test.answered !== undefined)
    return { statement: statement(field, test.answered ? 'answered' : 'unanswered') };
  const [way, also] = rangesOf(test);
  if (way && also) return { statement: statement(field, 'between'), from: test.atLeast!, to: test.atMost! };
  if (way) return { statement: statement(field, way), from: test[way]! };
  if (notEquals !== undefined) return { statement: statement(field, 'not', notEquals) };
  if (equals === undefined) return keep;
  return { statement: statement(field, 'is', equals) };
}

/**
 * What can be said of the fields that are asked before, field by field; then the tests of `now` that none of that says, which stay
 * as they are written.
 */
export function statements(
  t: Translate,
  form: FormDefinition,
  before: readonly FieldPath[],
  group: FieldPath | undefined,
  now: Condition | undefined,
): Choice[] {
  const choices: Choice[] = [];
  for (const path of before) {
    const inside = groupOf(form, path);
    if (inside && inside !== group) continue;
    const layout = form.fields[path];
    const found = schemaAt(form, path);
    if (!layout || !found) continue;
    const label = said(layout.label, t.lang) || path;
    const say = (test: Omit<Test, 'field'>, value: string) =>
      choices.push({ value, label: testWords(t, form, { field: path, ...test }), group: label });
    const kind = kindOf(found.schema, layout);
    const boolean = found.schema.type === 'boolean';
    const values: unknown[] = boolean ? [true, false] : (layout.options ?? []).map(o => o.value);
    for (const equals of values) say({ equals }, statement(path, 'is', equals));
    if (kind === 'choice' && values.length > 2)
      for (const notEquals of values) say({ notEquals }, statement(path, 'not', notEquals));
    const size = sizeOf(form, path);
    if (size)
      for (const way of WAY_NAMES)
        choices.push({
          value: statement(path, way),
          label: t(`procedure-design.builder.way.${way}.${size}`, { field: label }),
          group: label,
          reveals: WAYS[way] === 2 ? [PART.from, PART.to] : [PART.from],
        });
    say({ answered: true }, statement(path, 'answered'));
    say({ answered: false }, statement(path, 'unanswered'));
  }
  const kept = (now ? testsOf(now) : []).flatMap((test, i): Choice[] => {
    if (choices.some(c => c.value === choiceOf(form, test, i).statement)) return [];
    return [
      {
        value: statement(KEEP, String(i)),
        label: testWords(t, form, test),
        group: t('procedure-design.builder.condition.by-hand'),
      },
    ];
  });
  return [...choices, ...kept];
}

/** As `statementOf`; an equal number or day is typed, not chosen. */
export function choiceOf(form: FormDefinition, test: Test, index: number): ReturnType<typeof statementOf> {
  const size = sizeOf(form, test.field);
  const { equals } = test;
  return size && (typeof equals === 'number' || typeof equals === 'string')
    ? { statement: statement(test.field, 'equal'), from: equals }
    : statementOf(test, index);
}

/** The test that a statement and the typed values make; undefined where the statement is none. */
export function testFrom(
  form: FormDefinition,
  chosen: string,
  values: readonly Bound[],
  now: Condition | undefined,
): Test | undefined {
  const [field = '', way = '', ...rest] = chosen.split('|');
  if (field === KEEP) return now && testsOf(now)[Number(way)];
  if (!Object.hasOwn(form.fields, field)) return undefined;
  const value = rest.join('|');
  const typed = schemaAt(form, field)?.schema.type === 'boolean' ? value === 'true' : value;
  if (way === 'is') return { field, equals: typed };
  if (way === 'not') return { field, notEquals: typed };
  if (way === 'answered' || way === 'unanswered') return { field, answered: way === 'answered' };
  if (!isWay(way) || values.length < valuesOf(way)) return undefined;
  const [from, to] = values;
  if (way === 'between') return { field, atLeast: from!, atMost: to! };
  return way === 'equal' ? { field, equals: from } : { field, [way]: from };
}

/** Several tests as one condition; undefined: always asked. */
export function conditionOf(tests: readonly Test[], joined: 'all' | 'any'): Condition | undefined {
  if (tests.length < 2) return tests[0];
  return joined === 'any' ? { any: tests } : { all: tests };
}

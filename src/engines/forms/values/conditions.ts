import type { Bound, Condition, FieldPath, FormData, FormDefinition, FormPage, Test } from '../types.ts';
import { itemPath, itemsOf } from './items.ts';
import { isDay } from './parse.ts';
import { valueAt, withValue } from './paths.ts';

/** The tests of a condition, in their order. */
export const testsOf = (condition: Condition): readonly Test[] =>
  'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition];

/** Whether a condition holds, where `holds` says so of each of its tests. */
export const decide = (condition: Condition, holds: (test: Test) => boolean): boolean =>
  'any' in condition ? condition.any.some(holds) : testsOf(condition).every(holds);

/** The condition without the tests of a field; undefined where none is left. */
export function withoutTestsOf(condition: Condition, field: FieldPath): Condition | undefined {
  const kept = testsOf(condition).filter(test => test.field !== field);
  if (kept.length < 2) return kept[0];
  return 'any' in condition ? { any: kept } : { all: kept };
}

/** The condition with every field that it reads under another path. */
export function withFields(condition: Condition, at: (path: FieldPath) => FieldPath): Condition {
  const moved = testsOf(condition).map(test => ({ ...test, field: at(test.field) }));
  if ('all' in condition) return { all: moved };
  return 'any' in condition ? { any: moved } : { ...condition, field: at(condition.field) };
}

const RANGES = {
  under: (v, bound) => v < bound,
  atMost: (v, bound) => v <= bound,
  atLeast: (v, bound) => v >= bound,
  over: (v, bound) => v > bound,
} as const satisfies Record<string, (value: Bound, bound: Bound) => boolean>;
type Range = keyof typeof RANGES;
const RANGE_NAMES = Object.keys(RANGES) as Range[];

/** The ways in which a test compares by size; `[]` of a test for one answer, or for any. */
export const rangesOf = (test: Test): Range[] => RANGE_NAMES.filter(way => test[way] !== undefined);

const isAnswer = (v: unknown) => v !== undefined && v !== null && v !== '';

/**
 * Whether a value answers a test. No answer answers none but `answered: false`. A list answers by any of its values. Days are
 * compared as text, which for `YYYY-MM-DD` is comparing days; a number is not compared with a text.
 */
export function answers(test: Test, value: unknown): boolean {
  const given = Array.isArray(value) ? value.some(isAnswer) : isAnswer(value);
  if (test.answered !== undefined) return test.answered === given;
  if (!given) return false;
  return Array.isArray(value) ? value.some(v => isAnswer(v) && isOne(test, v)) : isOne(test, value);
}

/** Whether one value answers a test for answers. Most tests are for one alone. */
function isOne(test: Test, value: unknown): boolean {
  if (test.equals !== undefined) return value === test.equals;
  const ranges = rangesOf(test);
  if (ranges.length) return ranges.every(way => within(value, way, test[way]));
  if (test.in) return test.in.includes(value);
  return test.notEquals !== undefined && value !== test.notEquals;
}

function within(value: unknown, way: Range, bound: Bound | undefined): boolean {
  if (typeof value === 'number' && typeof bound === 'number') return RANGES[way](value, bound);
  return typeof value === 'string' && typeof bound === 'string' && isDay(value) && RANGES[way](value, bound);
}

/**
 * The places that are asked for with `data`: those whose page and own condition hold; a field that is not asked for itself
 * counts as one without an answer. Of a repeating group: the group, and of each item its fields (`members.2.name`); conditions of an item read
 * the item. Conditions read earlier fields only (`checkForm` holds that), so one pass suffices.
 */
export function shownFields(form: FormDefinition, data: FormData): ReadonlySet<FieldPath> {
  let unconditional = always.get(form);
  if (unconditional === undefined) {
    const depends = form.groups || [...form.pages, ...Object.values(form.fields)].some(part => part.showIf);
    unconditional = depends ? null : fieldsShownWith(form, data);
    always.set(form, unconditional);
  }
  return unconditional ?? fieldsShownWith(form, data);
}

/** Of forms in which nothing depends on an answer: what is asked for; null of others. */
const always = new WeakMap<FormDefinition, ReadonlySet<FieldPath> | null>();

function fieldsShownWith(form: FormDefinition, data: FormData): ReadonlySet<FieldPath> {
  const shown = new Set<FieldPath>();
  const ask = (fields: readonly FieldPath[], at: (path: FieldPath) => FieldPath) => {
    for (const path of fields) if (holds(form.fields[path]?.showIf, at)) shown.add(at(path));
  };
  // What is not asked for has no answer, whatever the data hold.
  const holds = (c: Condition | undefined, at = (path: FieldPath) => path) =>
    !c ||
    decide(c, test => answers(test, shown.has(at(test.field)) ? valueAt(data, at(test.field)) : undefined));
  for (const { showIf, group, fields } of form.pages) {
    if (!holds(showIf)) continue;
    if (!group) {
      ask(fields, path => path);
      continue;
    }
    shown.add(group);
    for (const index of itemsOf(data, group).keys()) ask(fields, path => itemPath(path, group, index));
  }
  return shown;
}

/** The pages that are asked for with `data`, in their order. */
export function shownPages(form: FormDefinition, data: FormData): FormPage[] {
  const shown = shownFields(form, data);
  return form.pages.filter(({ group, fields }) =>
    group ? shown.has(group) : fields.some(path => shown.has(path)),
  );
}

/** … of who applies online: without what only the counter asks for. */
export const onlinePages = (form: FormDefinition, data: FormData): FormPage[] =>
  shownPages(form, data).filter(page => !page.desk);

/** The data without what is not asked for (any more), and without what no field knows. */
export function cleanData(form: FormDefinition, data: FormData): FormData {
  let clean: FormData = {};
  for (const place of shownFields(form, data)) {
    const items = form.groups?.[place] && itemsOf(data, place);
    // Items first, empty: one in which nothing is answered keeps its place.
    if (items) clean = items.length ? withValue(clean, place, Array(items.length).fill({})) : clean;
    else clean = withValue(clean, place, valueAt(data, place));
  }
  return clean;
}

import { evaluateFeel } from '#platform/feel';
import { partsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData, JsonSchema } from '../types.ts';
import { shownFields } from './conditions.ts';
import { groupOf, itemPath, itemsOf } from './items.ts';
import { valueAt, withValue } from './paths.ts';

/**
 * FEEL's own `sum` of no items is null (DMN 1.3, table 76). In a form it is 0: whoever named nothing owes nothing, while an item
 * that lacks its number still makes the sum unknown.
 */
const sum = (...given: unknown[]): number | null => {
  const [first] = given;
  const items = given.length === 1 && Array.isArray(first) ? first : given;
  let total = 0;
  for (const item of items) {
    if (typeof item !== 'number') return null;
    total += item;
  }
  return total;
};

/** What an expression gives over answers (`item`: those of the item in which it stands), as the schema of its field wants it. */
export const workOut = (feel: string, data: FormData, item: unknown, schema: JsonSchema): unknown =>
  fit(evaluateFeel(feel, { form: data, item, sum }), schema);

/** The answers as expressions read them: a repeating group that is asked for and has no item yet is an empty list. */
function readable(form: Form, data: FormData, shown: ReadonlySet<FieldPath>): FormData {
  let next = data;
  for (const group of Object.keys(form.groups ?? {}))
    if (shown.has(group) && valueAt(next, group) === undefined) next = withValue(next, group, []);
  return next;
}

/**
 * The data with every computed answer that is asked for worked out anew, in the order of the pages; whatever was there before
 * is replaced. An expression reads the whole answers as `form`, and those of its item as `item`.
 */
export function compute(form: Form, data: FormData): FormData {
  const computed = form.pages.flatMap(p => p.fields).filter(path => form.fields[path]?.computed);
  if (!computed.length) return data;
  let next = data;
  let shown = shownFields(form, next);
  const work = (path: FieldPath, place: FieldPath, item: unknown) => {
    const schema = partsOf(form).fields.get(path)?.schema ?? {};
    const value = shown.has(place)
      ? workOut(form.fields[path]?.computed ?? 'null', readable(form, next, shown), item, schema)
      : undefined;
    if (valueAt(next, place) === value) return;
    next = withValue(next, place, value);
    // What is asked for further on may depend on it.
    shown = shownFields(form, next);
  };
  for (const path of computed) {
    const group = groupOf(form, path);
    if (!group) work(path, path, null);
    else
      for (const index of itemsOf(next, group).keys())
        work(path, itemPath(path, group, index), itemsOf(next, group)[index]);
  }
  return next;
}

/** A worked-out value as the schema wants it; undefined where it is none (something it needs is missing). */
function fit(value: unknown, { type }: JsonSchema): unknown {
  if (type === 'integer')
    return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : undefined;
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

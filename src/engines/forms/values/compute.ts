import { evaluateFeel } from '#platform/feel';
import { partsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData, JsonSchema } from '../types.ts';
import { shownFields } from './conditions.ts';
import { groupOf, itemPath, itemsOf } from './items.ts';
import { valueAt, withValue } from './paths.ts';

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
      ? fit(evaluateFeel(form.fields[path]?.computed ?? 'null', { form: next, item }), schema)
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

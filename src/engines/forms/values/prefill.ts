import type { FieldPath, Form, FormData } from '../types.ts';
import { groupOf } from './items.ts';
import { valueAt, withValue } from './paths.ts';

/**
 * Fills fields of which nothing is known yet from `known` (`{ profile: { name: … }, card: { … } }`), by each field's
 * `prefill`. Returns the data and, for each field filled, the source it came from (`profile`), to be shown beside it.
 */
export function prefill(
  form: Form,
  data: FormData,
  known: FormData,
): { data: FormData; sources: Record<FieldPath, string> } {
  let next = data;
  const sources: Record<FieldPath, string> = {};
  for (const [path, layout] of Object.entries(form.fields)) {
    if (!layout.prefill || groupOf(form, path) || valueAt(data, path) !== undefined) continue;
    for (const from of [layout.prefill].flat()) {
      const value = valueAt(known, from);
      if (value === undefined || value === null || value === '') continue;
      next = withValue(next, path, value);
      sources[path] = from.split('.')[0] ?? from;
      break;
    }
  }
  return { data: next, sources };
}

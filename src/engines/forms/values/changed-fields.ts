import { isDeepStrictEqual } from 'node:util';
import type { FieldPath, FormData, FormDefinition } from '../types.ts';
import { cleanData } from './conditions.ts';
import { valueAt } from './paths.ts';

/**
 * The fields whose answers differ between `a` and `b`, in the form's order; a field not asked for has no answer. A repeating
 * group counts as one.
 */
export function changedFields(form: FormDefinition, a: FormData, b: FormData): FieldPath[] {
  const [before, after] = [cleanData(form, a), cleanData(form, b)];
  return form.pages
    .flatMap(page => page.group ?? page.fields)
    .filter(path => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path)));
}

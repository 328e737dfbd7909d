import type { Condition, FieldPath, FormData, FormDefinition, FormPage } from '../types.ts';
import { valueAt, withValue } from './paths.ts';

/** Whether a value answers a condition. No answer answers none, not even `notEquals`. A list answers by any of its values. */
export function answers(condition: Condition, value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  return values.some(v => {
    if (v === undefined || v === null || v === '') return false;
    if (condition.in) return condition.in.includes(v);
    if (condition.notEquals !== undefined) return v !== condition.notEquals;
    return v === condition.equals;
  });
}

/**
 * The fields that are asked for with `data`: those whose page and own condition hold, where the field a condition reads is
 * itself asked for. Conditions read earlier fields only (`checkForm` holds that), so one pass suffices.
 */
export function shownFields(form: FormDefinition, data: FormData): ReadonlySet<FieldPath> {
  const shown = new Set<FieldPath>();
  const holds = (c: Condition | undefined) =>
    !c || (shown.has(c.field) && answers(c, valueAt(data, c.field)));
  for (const page of form.pages) {
    if (!holds(page.showIf)) continue;
    for (const path of page.fields) if (holds(form.fields[path]?.showIf)) shown.add(path);
  }
  return shown;
}

/** The pages that are asked for with `data`, in their order. */
export function shownPages(form: FormDefinition, data: FormData): FormPage[] {
  const shown = shownFields(form, data);
  return form.pages.filter(page => page.fields.some(path => shown.has(path)));
}

/** The data without what is not asked for (any more), and without what no field knows. */
export function cleanData(form: FormDefinition, data: FormData): FormData {
  let clean: FormData = {};
  for (const path of shownFields(form, data)) clean = withValue(clean, path, valueAt(data, path));
  return clean;
}

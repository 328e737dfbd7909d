import type { Condition, FieldPath, FormData, FormDefinition, FormPage } from '../types.ts';
import { itemPath, itemsOf } from './items.ts';
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
 * The places that are asked for with `data`: those whose page and own condition hold, where the field a condition reads is
 * itself asked for. Of a repeating group: the group, and of each item its fields (`members.2.name`); conditions of an item read
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
  const holds = (c: Condition | undefined, at = (path: FieldPath) => path) =>
    !c || (shown.has(at(c.field)) && answers(c, valueAt(data, at(c.field))));
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

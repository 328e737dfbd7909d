import type { FormDefinition } from '#engines/forms';
import type { Translate } from '#platform/i18n';

/** The path of the field that a place is about: `fields.child.name.label`, `schema/properties/child/properties/name/pattern`. */
function pathOf(fields: readonly string[], place: string): string | undefined {
  const written = place.startsWith('fields.')
    ? place.slice('fields.'.length)
    : [...place.matchAll(/\/?properties\/([^/]+)/g)].map(m => m[1]).join('.') ||
      place.replace(/^schema\//, '');
  // The longest: `child.name` before `child`.
  return fields
    .filter(path => written === path || written.startsWith(`${path}.`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Where a problem is, by the label of its field where it has one; else as the checker names the place. */
export function placeText(t: Translate, definition: FormDefinition | null, place: string): string {
  const fields: unknown = definition?.fields;
  if (typeof fields !== 'object' || fields === null) return place;
  const path = pathOf(Object.keys(fields), place);
  const layout = path === undefined ? undefined : (fields as FormDefinition['fields'])[path];
  const label = typeof layout === 'object' ? layout?.label?.[t.lang] : undefined;
  return label ? t('procedure-design.problems.of-field', { label, place }) : place;
}

import { type FormDefinition, said } from '#engines/forms';
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

const PARTS = ['form', 'pages', 'groups', 'fields', 'schema', 'id', 'version'];

/** A place that is no field's, in words: the part of the form, a page by its title. */
function partText(t: Translate, definition: FormDefinition | null, place: string): string {
  const [part = '', id] = place.split(/[./]/);
  if (!PARTS.includes(part)) return place;
  const pages: unknown = definition?.pages;
  const page = part === 'pages' && Array.isArray(pages) ? pages.find(p => p?.id === id) : undefined;
  const title = said(page?.title, t.lang);
  const what = title
    ? t('procedure-design.problems.of-page', { title })
    : t(`procedure-design.problems.part.${part}`);
  return what;
}

/** The same where the source stands beside it: with the place in it, as the checker names it. */
export function placeInSource(t: Translate, definition: FormDefinition | null, place: string): string {
  const words = placeText(t, definition, place);
  return words === place || PARTS.includes(place)
    ? words
    : t('procedure-design.problems.at', { words, place });
}

/** Where a problem is, by the label of its field where it has one; else by the part of the form. */
export function placeText(t: Translate, definition: FormDefinition | null, place: string): string {
  const fields: unknown = definition?.fields;
  if (typeof fields !== 'object' || fields === null) return partText(t, definition, place);
  const path = pathOf(Object.keys(fields), place);
  const layout = path === undefined ? undefined : (fields as FormDefinition['fields'])[path];
  const label = typeof layout === 'object' ? said(layout?.label, t.lang) : undefined;
  return label ? t('procedure-design.problems.of-field', { label }) : partText(t, definition, place);
}

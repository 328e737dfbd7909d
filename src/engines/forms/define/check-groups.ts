import type { FieldPath, FormDefinition, JsonSchema } from '../types.ts';
import { groupOf } from '../values/items.ts';
import type { FormProblem } from './problem.ts';

type Report = (place: string, code: string, params?: FormProblem['params']) => void;

/** More is no form but a table: such things are sent as a file. */
const MOST_ITEMS = 50;

/**
 * What is wrong with the repeating groups of a form: each is a list of objects with a limit, not within another one, and is
 * asked for on one page, which asks for nothing else.
 */
export function checkGroups(form: FormDefinition, schema: JsonSchema, report: Report): void {
  for (const [group, layout] of Object.entries(form.groups ?? {})) {
    const place = `groups.${group}`;
    const list = listAt(schema, group);
    if (!list?.items?.properties || list.type !== 'array') report(place, 'group-no-list', { path: group });
    else if (typeof list.maxItems !== 'number' || list.maxItems > MOST_ITEMS)
      report(place, 'group-no-limit', { path: group, limit: MOST_ITEMS });
    if (groupOf(form, group)) report(place, 'group-in-group', { path: group });
    if (!layout.label?.vi?.trim()) report(`${place}.label`, 'missing-text', { lang: 'vi' });
    for (const [keyword, text] of Object.entries(layout.errors ?? {}))
      if (!text?.vi?.trim()) report(`${place}.errors.${keyword}`, 'missing-text', { lang: 'vi' });
    if (layout.title !== undefined && groupOf(form, layout.title) !== group)
      report(`${place}.title`, 'unknown-field', { path: layout.title });
    const pages = form.pages.filter(page => page.group === group);
    if (pages.length !== 1) report(place, pages.length ? 'group-twice' : 'never-asked', { path: group });
  }
  for (const page of form.pages) {
    if (page.group !== undefined && !Object.hasOwn(form.groups ?? {}, page.group))
      report(`pages.${page.id}.group`, 'unknown-field', { path: page.group });
    for (const path of page.fields)
      if (groupOf(form, path) !== page.group) report(`pages.${page.id}.fields`, 'group-mixed', { path });
  }
}

function listAt(schema: JsonSchema, path: FieldPath): JsonSchema | undefined {
  let at: JsonSchema | undefined = schema;
  for (const segment of path.split('.')) at = at?.properties?.[segment];
  return at;
}

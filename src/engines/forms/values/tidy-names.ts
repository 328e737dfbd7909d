import { schemaAt } from '../edit/schema-at.ts';
import type { Form, FormData } from '../types.ts';
import { fieldOf, placesOf } from './items.ts';
import { readName } from './parse.ts';
import { valueAt, withValue } from './paths.ts';

/** Answers that no browser posted, with the names of people in them as `readPost` would have read them: single spaces, none at the ends. */
export function tidyNames(form: Form, data: FormData): FormData {
  let next = data;
  for (const place of placesOf(form, data, Object.keys(form.fields))) {
    if (schemaAt(form, fieldOf(form, place))?.schema.format !== 'person-name') continue;
    const sent = valueAt(next, place);
    if (typeof sent === 'string') next = withValue(next, place, readName(sent));
  }
  return next;
}

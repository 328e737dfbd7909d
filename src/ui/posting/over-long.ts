import { type Ctx, textField } from '#platform/http';
import type { FieldError } from '../components/error-summary/component.ts';
import type { Html } from '../html.ts';

/**
 * What was sent in the fields of this markup beyond the `most` of each: said at the field, with how much there is. A page that is shown
 * again with it keeps all that was typed; a value that is cut is one that its writer never sees.
 */
export function overLong({ t, req }: Ctx, markup: Html): FieldError[] {
  const errors: FieldError[] = [];
  for (const [, path = '', most = ''] of markup.toString().matchAll(/ name="([^"]*)" data-most="(\d+)"/g)) {
    const { length } = textField(req.body, path);
    if (length > Number(most)) errors.push({ path, message: t('ui.field.over-long', { most, length }) });
  }
  return errors;
}

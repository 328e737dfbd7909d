import { type Ctx, textField } from '#platform/http';
import type { FieldError } from '../components/error-summary/component.ts';
import type { Html } from '../html.ts';

/** What the field of this path is called in the markup: the words of its label, without marks and hints in it. */
function labelOf(drawn: string, path: string): string {
  const at = drawn.indexOf(`<label for="f-${path}"`);
  const end = drawn.indexOf('</label>', at);
  if (at < 0 || end < 0) return '';
  const words = drawn.slice(drawn.indexOf('>', at) + 1, end);
  return /^[^<&]*$/.test(words) ? words.trim() : '';
}

/**
 * What was sent in the fields of this markup beyond the `most` of each: said at the field, with how much there is. A page that is shown
 * again with it keeps all that was typed; a value that is cut is one that its writer never sees.
 */
export function overLong({ t, req }: Ctx, markup: Html): FieldError[] {
  const errors: FieldError[] = [];
  const drawn = markup.toString();
  for (const [, path = '', most = ''] of drawn.matchAll(/ name="([^"]*)" data-most="(\d+)"/g)) {
    const { length } = textField(req.body, path);
    if (length <= Number(most)) continue;
    const label = labelOf(drawn, path);
    const message = t('ui.field.over-long', { most, length });
    // In the summary, away from its field, it says which.
    errors.push({ path, message: label ? t('ui.field.over-long-of', { label, most, length }) : message });
  }
  return errors;
}

import { type FieldPath, type Form, type FormData, testsOf, valueAt } from '#engines/forms';
import { unprintable } from '#platform/pdf';
import { tidy } from '#platform/text';

/** Of so many characters at least: less names no place. The database holds it too. */
const LEAST = 5;
const MOST = 200;

/** The answer that is asked for when a result is to come by post; undefined where the form asks for none. */
export function postalField(form: Pick<Form, 'fields'>): FieldPath | undefined {
  const delivery = Object.entries(form.fields).find(([, f]) => f.use === 'delivery')?.[0];
  return Object.entries(form.fields).find(
    ([, f]) => f.showIf && testsOf(f.showIf).some(t => t.field === delivery && t.equals === 'post'),
  )?.[0];
}

/** Where a result is to be sent, as it was answered; `''` where it was not. */
export function postalAddress(form: Form, data: FormData): string {
  const asked = postalField(form);
  const said = asked ? valueAt(data, asked) : undefined;
  return typeof said === 'string' ? said.trim() : '';
}

/** An address as somebody typed it, in one line; undefined when it is none, or no paper could show it. */
export function readAddress(typed: string): string | undefined {
  const text = tidy(typed);
  return text.length >= LEAST && text.length <= MOST && unprintable(text) === undefined ? text : undefined;
}

import { type Form, type FormData, testsOf, valueAt } from '#engines/forms';
import { unprintable } from '#platform/pdf';
import { tidy } from '#platform/text';

/** Of so many characters at least: less names no place. The database holds it too. */
const LEAST = 5;
const MOST = 200;

/** Where a result is to be sent: the answer that is asked for when it is to come by post; `''` where it was not. */
export function postalAddress(form: Form, data: FormData): string {
  const delivery = Object.entries(form.fields).find(([, f]) => f.use === 'delivery')?.[0];
  const asked = Object.entries(form.fields).find(
    ([, f]) => f.showIf && testsOf(f.showIf).some(t => t.field === delivery && t.equals === 'post'),
  )?.[0];
  const said = asked ? valueAt(data, asked) : undefined;
  return typeof said === 'string' ? said.trim() : '';
}

/** An address as somebody typed it, in one line; undefined when it is none, or no paper could show it. */
export function readAddress(typed: string): string | undefined {
  const text = tidy(typed);
  return text.length >= LEAST && text.length <= MOST && unprintable(text) === undefined ? text : undefined;
}

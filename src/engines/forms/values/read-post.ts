import { tidy } from '#platform/text';
import { type Field, partsOf } from '../define/parts.ts';
import type { Form, FormData } from '../types.ts';
import { shownFields } from './conditions.ts';
import { readDate, readDigits, readLines, readNumber, readPhone, readWhole } from './parse.ts';
import { valueAt, withValue } from './paths.ts';

/**
 * What a browser sent for one page, as data: NFC and trimmed, dates as `YYYY-MM-DD`, money and numbers as numbers, digits
 * without spaces; what was left empty is absent. What cannot be read stays as it was typed, to be refused by `validatePage`
 * and shown again. Only the page's fields are looked at, whatever else was sent; files come from `ctx.req.uploads`.
 */
export function readPost(form: Form, page: string, body: Record<string, unknown>): { values: FormData } {
  let values: FormData = {};
  for (const field of partsOf(form).page(page).fields) {
    if (field.widget === 'file') continue;
    const sent = Object.hasOwn(body, field.path) ? body[field.path] : undefined;
    values = withValue(values, field.path, readValue(field, sent));
  }
  return { values };
}

/**
 * The data of a draft after a page was posted: the page's fields are what the post says (nothing left from before, except
 * files), and what is no longer asked for is gone.
 */
export function applyPage(form: Form, page: string, data: FormData, values: FormData): FormData {
  let next = data;
  for (const field of partsOf(form).page(page).fields) {
    const value = valueAt(values, field.path);
    if (field.widget === 'file' && value === undefined) continue;
    next = withValue(next, field.path, value);
  }
  const shown = shownFields(form, next);
  for (const path of Object.keys(form.fields)) if (!shown.has(path)) next = withValue(next, path, undefined);
  return next;
}

function readValue(field: Field, sent: unknown): unknown {
  if (field.widget === 'checkboxes') {
    const list = (Array.isArray(sent) ? sent : [sent]).map(v => (typeof v === 'string' ? tidy(v) : v));
    const given = [...new Set(list)].filter(v => v !== undefined && v !== '');
    return given.length ? given : undefined;
  }
  if (Array.isArray(sent)) return sent.map(v => (typeof v === 'string' ? tidy(v) : v));
  if (typeof sent !== 'string') return sent ?? undefined;
  return readText(field, sent);
}

function readText(field: Field, sent: string): unknown {
  const text = field.widget === 'long-text' ? readLines(sent) : tidy(sent);
  if (text === '') return undefined;
  switch (field.widget) {
    case 'date':
      return readDate(text);
    case 'phone':
      return readPhone(text);
    case 'personal-number':
      return readDigits(text);
    case 'money':
    case 'integer':
      return readWhole(text);
    case 'number':
      return readNumber(text);
    case 'checkbox':
      return true;
    case 'yes-no':
      return text === 'yes' ? true : text === 'no' ? false : text;
    default:
      return text;
  }
}

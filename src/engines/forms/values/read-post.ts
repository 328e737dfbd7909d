import { isDeepStrictEqual } from 'node:util';
import { tidy } from '#platform/text';
import { type Field, fieldsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { compute } from './compute.ts';
import { shownFields } from './conditions.ts';
import { placesOf } from './items.ts';
import {
  readDate,
  readDigits,
  readLines,
  readName,
  readNumber,
  readPartialDate,
  readPhone,
  readWhole,
} from './parse.ts';
import { valueAt, withValue } from './paths.ts';

/**
 * What a browser sent for one page, as data: NFC and trimmed, dates as `YYYY-MM-DD`, money and numbers as numbers, digits
 * without spaces, names of people with their capitals; what was left empty is absent. What cannot be read stays as it was typed, to be refused by `validatePage`
 * and shown again. By field (of an item of a repeating group: `members.2.name`). Only the page's fields are looked at, whatever
 * else was sent; files come from `ctx.req.uploads`.
 */
export function readPost(
  form: Form,
  page: string,
  body: Record<string, unknown>,
  item?: number,
): Record<FieldPath, unknown> {
  const values: Record<FieldPath, unknown> = {};
  for (const field of fieldsOf(form, page, item)) {
    if (field.widget === 'file' || field.layout.computed) continue;
    values[field.path] = readValue(field, Object.hasOwn(body, field.path) ? body[field.path] : undefined);
  }
  return values;
}

/**
 * The data of a draft after a page was posted (`item`: of a repeating group's page, which item): the page's fields are what the
 * post says (nothing left from before, except files), what is no longer asked for is gone, and what is computed is worked out.
 */
export function applyPage(
  form: Form,
  page: string,
  data: FormData,
  values: Readonly<Record<FieldPath, unknown>>,
  item?: number,
): FormData {
  let next = data;
  for (const field of fieldsOf(form, page, item)) {
    const value = values[field.path];
    if (field.layout.computed || (field.widget === 'file' && value === undefined)) continue;
    next = withValue(next, field.path, value);
  }
  return settled(form, compute(form, next));
}

// What is worked out may read an answer that is taken out, and what is asked for may depend on what is worked out. Conditions look
// back only, so it comes to rest; an expression that reads ahead may need one more round, and none that contradicts itself goes on.
const ROUNDS = 5;

function settled(form: Form, data: FormData): FormData {
  let next = data;
  for (let round = 0; round < ROUNDS; round++) {
    const before = next;
    next = compute(form, withoutUnasked(form, before));
    if (isDeepStrictEqual(next, before)) break;
  }
  return next;
}

/** The data without the answers to what is not asked for any more. */
function withoutUnasked(form: Form, data: FormData): FormData {
  const shown = shownFields(form, data);
  let next = data;
  for (const group of Object.keys(form.groups ?? {}))
    if (!shown.has(group)) next = withValue(next, group, undefined);
  for (const place of placesOf(form, next, Object.keys(form.fields)))
    if (!shown.has(place) && valueAt(next, place) !== undefined) next = withValue(next, place, undefined);
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
    case 'partial-date':
      return readPartialDate(text);
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
      return field.schema.format === 'person-name' ? readName(text) : text;
  }
}

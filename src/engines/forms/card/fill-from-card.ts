import { type Field, fieldsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { valueAt } from '../values/paths.ts';
import { type Card, readCard, unreadOnCard } from './read-card.ts';

/** First step of the `prefill` of fields that the code on a card can fill: `card.number`, `card.name` … */
const SOURCE = 'card';

const asked = (field: Field): string[] =>
  [field.layout.prefill ?? []].flat().filter(from => from.startsWith(`${SOURCE}.`));

const known = new WeakMap<readonly Field[], boolean>();

/** Whether a page (`item`: of a repeating group) has fields that the code on a card can fill: looked up once for each page. */
export function asksForCard(form: Form, page: string, item?: number): boolean {
  const fields = fieldsOf(form, page, item);
  const asks = known.get(fields) ?? fields.some(field => asked(field).length > 0);
  known.set(fields, asks);
  return asks;
}

/**
 * The field of a page (`item`: of a repeating group) into which a scanner typed the code on a card instead of into the one for it, and the
 * code. Undefined on pages that no card fills.
 */
export function cardTypedInto(
  form: Form,
  page: string,
  body: Readonly<Record<string, unknown>>,
  item?: number,
): { path: FieldPath; text: string } | undefined {
  if (!asksForCard(form, page, item)) return undefined;
  for (const { path } of fieldsOf(form, page, item)) {
    const text = body[path];
    if (typeof text === 'string' && text.includes('|') && readCard(text)) return { path, text };
  }
  return undefined;
}

/** The fields of a page that the code on a card was to fill and that it could not be read for. */
export function leftUnread(form: Form, page: string, text: string, item?: number): Field[] {
  const unread = unreadOnCard(text).map(part => `${SOURCE}.${part}`);
  return fieldsOf(form, page, item).filter(field => asked(field).some(from => unread.includes(from)));
}

/**
 * What the code on a card says for the fields of a page, by field, and that it came from there (`source`: or what else is known of somebody as
 * a card would say it). Scanning is a wish: what was typed before is taken over by it. A choice that the field does not offer is left alone.
 */
export function fillFromCard(
  form: Form,
  page: string,
  card: Partial<Card>,
  item?: number,
  source: string = SOURCE,
): { values: Record<FieldPath, unknown>; sources: Record<FieldPath, string> } {
  const known: FormData = { [SOURCE]: card };
  const values: Record<FieldPath, unknown> = {};
  const sources: Record<FieldPath, string> = {};
  for (const field of fieldsOf(form, page, item)) {
    const value = asked(field)
      .map(from => valueAt(known, from))
      .find(v => v !== undefined);
    if (value === undefined || (field.schema.enum && !field.schema.enum.includes(value))) continue;
    values[field.path] = value;
    sources[field.path] = source;
  }
  return { values, sources };
}

/**
 * The fields of a page that say they are from a card (`sources`) and that the one whose `values` these are says nothing for: an earlier card
 * may be somebody else's. For each: null, for it is from nowhere that is known any more.
 */
export const ofEarlierCard = (
  form: Form,
  page: string,
  values: Readonly<Record<FieldPath, unknown>>,
  sources: Readonly<Record<FieldPath, string>>,
  item?: number,
): Record<FieldPath, null> =>
  Object.fromEntries(
    fieldsOf(form, page, item).flatMap(({ path }) =>
      Object.hasOwn(sources, path) && sources[path] === SOURCE && !Object.hasOwn(values, path)
        ? [[path, null]]
        : [],
    ),
  );

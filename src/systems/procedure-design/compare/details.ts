import { said, type Words, yearsAgo } from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { formatNumber } from '#ui';
import type { Fact } from './described.ts';

/** What a thing with an id is called (a step, a field, a paper, an answer); undefined where nothing is known of it. */
export type Called = (id: string) => string | undefined;
export const nobody: Called = () => undefined;

// What has a word of its own: texts `procedure-design.compare.detail.…`.
const DETAILS: ReadonlySet<string> = new Set([
  ...[
    'width',
    'autocomplete',
    'level',
    'within',
    'on',
    'code',
    'field',
    'group',
    'errors',
    'labels',
    'format',
    'type',
  ],
  ...['title', 'description', '$comment', 'const', 'enum', 'examples', 'default'],
  ...['minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains', 'items'],
  ...[
    'minLength',
    'maxLength',
    'pattern',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
  ],
  ...['dateNotAfter', 'dateNotBefore', 'personalNumberAgrees', 'number', 'born', 'sex', 'is'],
  ...[
    'datesInOrder',
    'earlier',
    'later',
    'called',
    'answersDiffer',
    'one',
    'other',
    'holds',
    'answersInOrder',
    'low',
    'high',
    'at',
    'each',
    'daysCovered',
    'from',
    'to',
    'years',
    'sumNotAbove',
    'column',
    'limit',
  ],
  ...['required', 'properties', 'dependentRequired', 'minProperties', 'additionalProperties'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
]);

const isWords = (value: object): value is Words =>
  'vi' in value && Object.keys(value).every(k => k === 'vi' || k === 'en');

/** A value as people read it: no braces, no names of fields where they have words. */
export function detailWords(t: Translate, called: Called, value: unknown): string {
  const words = (v: unknown) => detailWords(t, called, v);
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return t(value ? 'procedure-design.yes' : 'procedure-design.no');
  if (typeof value === 'number') return formatNumber(value, { lang: t.lang, decimals: 6 });
  if (typeof value === 'string') {
    if (value === 'today') return t('procedure-design.compare.today');
    const years = yearsAgo(value);
    if (years) return t('procedure-design.compare.years-ago', { years });
    const name = called(value);
    return name === undefined ? value : `“${name}”`;
  }
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (isWords(value)) return said(value, t.lang);
  return entries(value)
    .map(([name, v]) =>
      t('procedure-design.compare.detail', { name: keyWords(t, called, name), value: words(v) }),
    )
    .join('; ');
}

/** In one order: in which they were written says nothing. */
const entries = (things: object): Array<[string, unknown]> =>
  Object.entries(things)
    .filter(([, value]) => value !== undefined && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));

function keyWords(t: Translate, called: Called, name: string): string {
  if (DETAILS.has(name)) return t(`procedure-design.compare.detail.${name}`);
  const own = called(name);
  return own === undefined ? t('procedure-design.compare.detail-other', { name }) : `“${own}”`;
}

/** A fact whose text is what nothing above has told, in words, a line each; none when there is nothing left. */
export function restOf(
  t: Translate,
  label: string,
  things: object,
  toldAlready: readonly string[],
  called: Called = nobody,
): Fact | null {
  const rest = Object.fromEntries(entries(things).filter(([name]) => !toldAlready.includes(name)));
  const text = Object.entries(rest)
    .map(([name, value]) =>
      t('procedure-design.compare.detail', {
        name: keyWords(t, called, name),
        value: detailWords(t, called, value),
      }),
    )
    .join('\n');
  // What is only called otherwise is told where it is called so.
  return text ? { key: 'rest', label, text, same: JSON.stringify(rest, sorted) } : null;
}

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(entries(value))
    : value;

import type { Translate } from '#platform/i18n';
import { html, type Printable } from '../html.ts';

/**
 * Words that are Vietnamese whatever the page's language, such as the name of a procedure or an agency: marked as such on
 * pages in another one, so that they are read out rightly (WCAG 2.2, 3.1.2).
 */
export const vietnamese = (t: Translate, words: string): Printable =>
  t.lang === 'vi' || words === '' ? words : html`<span lang="vi">${words}</span>`;

// From Unicode's private use area: no text of ours holds them.
const VALUE = /\uE000(\w+)\uE001/;

/** The sentence of `key` with values that are Vietnamese whatever its language, each marked as such, and with `others` that are not. */
export function withVietnamese(
  t: Translate,
  key: string,
  values: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string | number>> = {},
): Printable {
  if (t.lang === 'vi') return t(key, { ...others, ...values });
  const places = Object.fromEntries(Object.keys(values).map(name => [name, `\uE000${name}\uE001`]));
  const parts = t(key, { ...others, ...places }).split(VALUE);
  return html`${parts.map((part, i) => (i % 2 ? vietnamese(t, values[part] ?? '') : part))}`;
}

/** A text with those pieces of it marked that are Vietnamese whatever the page's language; the longer of two first. */
export function vietnameseIn(t: Translate, text: string, pieces: readonly string[]): Printable {
  const known = [...new Set(pieces)].filter(Boolean).sort((a, b) => b.length - a.length);
  if (t.lang === 'vi' || !known.length) return text;
  let parts: Array<string | Printable> = [text];
  for (const piece of known)
    parts = parts.flatMap(part =>
      typeof part === 'string'
        ? part.split(piece).flatMap((rest, i) => (i ? [vietnamese(t, piece), rest] : [rest]))
        : [part],
    );
  return html`${parts}`;
}

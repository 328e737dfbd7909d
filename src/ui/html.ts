import { unbrokenHeading } from './format/unbroken.ts';

/** A piece of HTML that is safe to put on a page: made only by `html`, `raw` and `join`. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: text (escaped), numbers, pieces of HTML, lists of these; null, undefined and false print nothing. */
export type Printable = string | number | Html | null | undefined | false | readonly Printable[];

const ESCAPES: ReadonlyArray<readonly [char: string, escaped: string]> = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
];
const byCode: ReadonlyMap<number, string> = new Map(
  ESCAPES.map(([char, escaped]) => [char.charCodeAt(0), escaped]),
);
const SPECIAL = /[&<>"']/;

/** Text as it may stand in an element or in a quoted attribute. */
export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  let whole = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const escaped = byCode.get(text.charCodeAt(i));
    if (escaped === undefined) continue;
    whole += text.slice(from, i) + escaped;
    from = i + 1;
  }
  return whole + text.slice(from);
}

/** What stands on the page for a value: for parts that are drawn so often that a template each would cost more than what is in it. */
export function print(value: Printable): string {
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Html) return value.toString();
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return '';
  let text = '';
  for (const one of value) text += print(one);
  return text;
}

// What is set in few large words, or in a narrow column: there a line must not break inside a word.
const HEADING = /<(\/?)(?:h[1-3]|caption|legend|summary|th|dt)\b[^<>]*>|\0/g;

/** Of each value of a template whether it stands in a heading; null where none does, as in most. */
function headingsIn(parts: TemplateStringsArray): readonly boolean[] | null {
  let inside = false;
  const found: boolean[] = [];
  for (const [part, end] of parts.join('\0').matchAll(HEADING))
    if (part === '\0') found.push(inside);
    else {
      // Values among the attributes of the tag.
      for (const _ of part.matchAll(/\0/g)) found.push(false);
      inside = end === '';
    }
  return found.includes(true) ? found : null;
}

const headings = new WeakMap<TemplateStringsArray, readonly boolean[] | null>();

/** Tagged template that escapes every value put into it. Attributes must be quoted: `<a href="${x}">`. In headings no line breaks inside a word. */
export function html(parts: TemplateStringsArray, ...values: readonly Printable[]): Html {
  let heading = headings.get(parts);
  if (heading === undefined) {
    heading = headingsIn(parts);
    headings.set(parts, heading);
  }
  let text = parts[0]!;
  for (let i = 0; i < values.length; i++) {
    const value = print(values[i]);
    text += heading?.[i] ? unbrokenHeading(value) : value;
    text += parts[i + 1]!;
  }
  return new Html(text);
}

/** HTML that is known to be safe, from the program itself; never anything that came from outside. */
export const raw = (text: string): Html => new Html(text);

export const join = (items: readonly Printable[], between: Printable = ''): Html =>
  new Html(items.map(print).join(print(between)));

/** ` name="value"`, ` name` for true, nothing for false, null and undefined. */
export function attr(name: string, value: string | number | boolean | null | undefined): Html {
  if (value === false || value === null || value === undefined) return new Html('');
  return new Html(value === true ? ` ${name}` : ` ${name}="${escapeText(String(value))}"`);
}

/** A link target from data: only http(s), mailto, tel and our own paths; anything else becomes `#` (no `javascript:`). */
export function url(target: string): string {
  return /^(https?:\/\/|mailto:|tel:|\/(?![/\\])|#|\?)/i.test(target) ? target : '#';
}

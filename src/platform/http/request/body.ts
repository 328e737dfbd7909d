// What is printed in ASCII is in NFC already: ids and most names of fields are nothing else.
const PLAIN = /^[ -~]*$/;
const cleanText = (text: string): string =>
  PLAIN.test(text) ? text : text.normalize('NFC').replaceAll('\0', '');

/**
 * What a browser or an API caller sent, made safe to read: strings and names of fields in NFC (facts: `hoà` and `hòa` differ; stored
 * text is NFC) and without NUL (PostgreSQL holds none), objects without a prototype, so that a field named `__proto__` is just a field.
 */
export function cleanBody(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (depth > 12) return null;
  if (Array.isArray(value)) return value.map(item => cleanBody(item, depth + 1));
  if (value && typeof value === 'object') {
    const clean: Record<string, unknown> = Object.create(null);
    for (const [key, item] of Object.entries(value)) clean[cleanText(key)] = cleanBody(item, depth + 1);
    return clean;
  }
  return value;
}

/** One text of a posted field, trimmed; `''` when absent or not a text. */
export function textField(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** All texts of a field that may be repeated. */
export function textFields(body: Record<string, unknown>, name: string): string[] {
  const value = body[name];
  return (Array.isArray(value) ? value : [value]).filter(
    (v): v is string => typeof v === 'string' && v !== '',
  );
}

/** One text of the query string; `''` when absent or repeated. */
export const queryText = (query: Record<string, string | string[]>, name: string): string => {
  const value = query[name];
  return typeof value === 'string' ? value.trim().normalize('NFC') : '';
};

/** Page number of a list from the query: 1 or more, at most `most`. */
export function pageNumber(query: Record<string, string | string[]>, most = 10_000): number {
  const n = Number(queryText(query, 'trang'));
  return Number.isInteger(n) && n >= 1 ? Math.min(n, most) : 1;
}

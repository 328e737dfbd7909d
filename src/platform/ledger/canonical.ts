/**
 * The canonical JSON of RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, numbers and strings
 * as ECMAScript writes them, no space. Members that are `undefined` are left out, as in JSON.
 * Throws on what JSON cannot hold exactly: NaN, infinities, bigint, functions, lone surrogates.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonical JSON: text with a lone surrogate');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${value} is not a JSON number`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`canonical JSON: cannot hold a ${typeof value}`);
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON());
  const object = value as Record<string, unknown>;
  let text = '';
  for (const name of Object.keys(object).sort()) {
    if (object[name] === undefined) continue;
    text += `${text ? ',' : ''}${canonical(name)}:${canonical(object[name])}`;
  }
  return `{${text}}`;
}

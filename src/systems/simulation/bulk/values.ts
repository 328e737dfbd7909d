/** What a column of JSON holds: as it was written, and read when it is asked for. */
export class Json {
  readonly text: string;
  #value: unknown;
  constructor(text: string) {
    this.text = text;
  }
  get value(): unknown {
    this.#value ??= JSON.parse(this.text);
    return this.#value;
  }
}

/** A span of time [from, to); without end where `to` is null. */
export class Span {
  readonly from: Date;
  readonly to: Date | null;
  constructor(from: Date, to: Date | null) {
    this.from = from;
    this.to = to;
  }
}

/** A value as it can be compared: instants by their milliseconds. */
export const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);

/** A value as a query hands it out. */
export const shown = (value: unknown): unknown => (value instanceof Json ? value.value : value);

/** How `a` stands to `b`: below zero, zero, above. */
export function compare(a: unknown, b: unknown): number {
  const [x, y] = [plain(a) as string | number, plain(b) as string | number];
  return x < y ? -1 : x > y ? 1 : 0;
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, c => `\\${c}`)}"`;

/** A value as the database reads it from text; null for SQL's. */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Json) return value.text;
  if (value instanceof Span)
    return `["${value.from.toISOString()}",${value.to ? `"${value.to.toISOString()}"` : ''})`;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(v => quoted(String(v))).join(',')}}`;
  return String(value);
}

import { unpack } from './inflate.ts';
import { Parser } from './parser.ts';
import { broken, type Dict, isDict, PdfProblem, Stream, type Value } from './values.ts';

/** Where an object lies: at a byte of the file, in an object stream, or nowhere. */
export type Entry = { at: number; gen: number } | { packedIn: number; index: number } | { free: true };

export type Xref = {
  entries: Map<number, Entry>;
  /** The newest trailer, or the dictionary of the newest cross-reference stream. */
  trailer: Dict;
  /** Position of the newest section, and whether it is a stream: an update must be of the same kind. */
  position: number;
  isStream: boolean;
};

const MAX_SECTIONS = 1_000;
const MAX_OBJECTS = 2_000_000;

/** Value of the last `startxref`, which must lie within the last 1,024 bytes (ISO 32000-1, annex H). */
function startXref(bytes: Uint8Array): number {
  const from = Math.max(0, bytes.length - 1_024);
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from).toString('latin1');
  const i = tail.lastIndexOf('startxref');
  const found = i < 0 ? undefined : /^startxref\s+(\d{1,12})\s+%%EOF/.exec(tail.slice(i));
  if (!found) throw broken('no startxref and %%EOF at the end');
  return Number(found[1]);
}

function readTable(parser: Parser, entries: Map<number, Entry>): Dict {
  while (!parser.take('trailer')) {
    let num = parser.integer();
    const count = parser.integer();
    if (count > MAX_OBJECTS) throw broken('too many objects');
    for (let i = 0; i < count; i++, num++) {
      const at = parser.integer();
      const gen = parser.integer();
      const kind = parser.word();
      if (kind !== 'n' && kind !== 'f') throw broken('a line of the cross-reference table');
      if (!entries.has(num)) entries.set(num, kind === 'n' ? { at, gen } : { free: true });
    }
  }
  const trailer = parser.value();
  if (!isDict(trailer)) throw broken('no trailer dictionary');
  return trailer;
}

const integers = (v: Value | undefined): number[] => {
  if (!Array.isArray(v) || !v.every((n): n is number => Number.isSafeInteger(n) && (n as number) >= 0))
    throw broken('a list of numbers in a cross-reference stream');
  return v;
};

function readStream(stream: Stream, entries: Map<number, Entry>): Dict {
  const { dict } = stream;
  const widths = integers(dict.get('W'));
  if (widths.length !== 3 || widths.some(w => w > 6)) throw broken('the widths of a cross-reference stream');
  const [w1, w2, w3] = widths as [number, number, number];
  const index = dict.has('Index')
    ? integers(dict.get('Index'))
    : [0, ...integers([dict.get('Size') ?? null])];
  const data = Buffer.from(unpack(stream, v => v ?? null));
  let at = 0;
  const field = (width: number, fallback: number) => {
    if (width === 0) return fallback;
    if (at + width > data.length) throw broken('a cross-reference stream that is too short');
    const value = data.readUIntBE(at, width);
    at += width;
    return value;
  };
  for (let i = 0; i + 1 < index.length; i += 2) {
    const [first, count] = [index[i] ?? 0, index[i + 1] ?? 0];
    if (count > MAX_OBJECTS) throw broken('too many objects');
    for (let num = first; num < first + count; num++) {
      const [kind, a, b] = [field(w1, 1), field(w2, 0), field(w3, 0)];
      if (entries.has(num)) continue;
      if (kind === 1) entries.set(num, { at: a, gen: b });
      else if (kind === 2) entries.set(num, { packedIn: a, index: b });
      else entries.set(num, { free: true });
    }
  }
  return dict;
}

/** The stream whose dictionary was just read, its length given as a plain number. */
export function streamAt(parser: Parser, dict: Dict, length: Value | undefined): Stream {
  // `stream` ends with a line feed, or a carriage return and one: nothing else, or the data would begin elsewhere.
  if (parser.bytes[parser.at] === 13) parser.at++;
  if (parser.bytes[parser.at] !== 10) throw broken('no line end after "stream"');
  const start = parser.at + 1;
  if (!Number.isSafeInteger(length) || (length as number) < 0) throw broken('a stream without length');
  const end = start + (length as number);
  if (end > parser.bytes.length) throw broken('a stream longer than the file');
  parser.at = end;
  if (!parser.take('endstream')) throw broken('a stream that does not end where it should');
  return new Stream(dict, parser.bytes.subarray(start, end));
}

/**
 * Reads the chain of cross-reference sections from the newest to the oldest. Nothing is guessed or repaired: two readers
 * must never see two different documents in one signed file.
 * Throws `PdfProblem`.
 */
export function readXref(bytes: Uint8Array): Xref {
  const entries = new Map<number, Entry>();
  const seen = new Set<number>();
  const next: number[] = [startXref(bytes)];
  let newest: { trailer: Dict; position: number; isStream: boolean } | undefined;
  for (let position = next.shift(); position !== undefined; position = next.shift()) {
    if (seen.has(position) || seen.size >= MAX_SECTIONS) throw broken('cross-reference sections in a circle');
    seen.add(position);
    if (position >= bytes.length) throw broken('a cross-reference section outside the file');
    const parser = new Parser(bytes, position);
    const isStream = !parser.take('xref');
    let trailer: Dict;
    if (isStream) {
      parser.integer();
      parser.integer();
      const dict = parser.take('obj') ? parser.value() : null;
      if (!isDict(dict) || !parser.take('stream'))
        throw broken('no cross-reference section where one should be');
      trailer = readStream(streamAt(parser, dict, dict.get('Length')), entries);
    } else {
      trailer = readTable(parser, entries);
      // Hybrid files: the stream adds to this table, and goes before older sections.
      const hybrid = trailer.get('XRefStm');
      if (typeof hybrid === 'number') next.unshift(hybrid);
    }
    newest ??= { trailer, position, isStream };
    if (trailer.has('Encrypt')) throw new PdfProblem('encrypted', 'the file asks for a password');
    const prev = trailer.get('Prev');
    if (typeof prev === 'number') next.push(prev);
  }
  if (!newest) throw broken('no cross-reference section');
  return { entries, ...newest };
}

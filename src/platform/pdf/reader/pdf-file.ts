import { unpack } from './inflate.ts';
import { Parser } from './parser.ts';
import { broken, type Dict, isDict, nameOf, PdfProblem, Ref, Stream, type Value } from './values.ts';
import { type Entry, readXref, streamAt, type Xref } from './xref.ts';

/** A PDF that is being read. Objects are parsed when asked for, and kept. */
export class PdfFile {
  readonly bytes: Uint8Array;
  readonly xref: Xref;
  readonly root: Dict;
  readonly rootRef: Ref;
  #objects = new Map<number, Value>();
  #busy = new Set<number>();
  #packed = new Map<number, Array<{ num: number; value: Value }>>();

  /** Throws `PdfProblem` when the file is no PDF, is encrypted, or its table of objects cannot be read. */
  constructor(bytes: Uint8Array) {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length)).toString('latin1');
    if (!/^%PDF-[12]\.\d/.test(head)) throw new PdfProblem('not-pdf', 'no PDF header');
    this.bytes = bytes;
    this.xref = readXref(bytes);
    const ref = this.xref.trailer.get('Root');
    const root = this.resolve(ref);
    if (!(ref instanceof Ref) || !isDict(root) || nameOf(root.get('Type')) !== 'Catalog')
      throw broken('no catalogue');
    this.root = root;
    this.rootRef = ref;
  }

  /** The object that `value` refers to, or the value itself; `null` for what is not there. */
  resolve(value: Value | undefined): Value {
    let v = value ?? null;
    for (let i = 0; v instanceof Ref; i++) {
      if (i > 16) throw broken('references in a circle');
      v = this.object(v.num, v.gen);
    }
    return v;
  }

  dict(value: Value | undefined): Dict | undefined {
    const v = this.resolve(value);
    return isDict(v) ? v : undefined;
  }

  list(value: Value | undefined): Value[] {
    const v = this.resolve(value);
    return Array.isArray(v) ? v : [];
  }

  entry(num: number): Entry | undefined {
    return this.xref.entries.get(num);
  }

  object(num: number, gen?: number): Value {
    const entry = this.xref.entries.get(num);
    if (!entry || 'free' in entry) return null;
    if (gen !== undefined && gen !== ('at' in entry ? entry.gen : 0)) return null;
    const known = this.#objects.get(num);
    if (known !== undefined) return known;
    if (this.#busy.has(num)) throw broken(`object ${num} needs itself`);
    this.#busy.add(num);
    try {
      const value =
        'at' in entry ? this.#plain(num, entry) : this.#unpacked(num, entry.packedIn, entry.index);
      this.#objects.set(num, value);
      return value;
    } finally {
      this.#busy.delete(num);
    }
  }

  #plain(num: number, entry: { at: number; gen: number }): Value {
    const parser = new Parser(this.bytes, entry.at);
    if (entry.at >= this.bytes.length || parser.integer() !== num || parser.integer() !== entry.gen)
      throw broken(`object ${num} is not where the table says`);
    if (!parser.take('obj')) throw broken(`object ${num} does not begin`);
    const value = parser.value();
    if (isDict(value) && parser.take('stream')) {
      const stream = streamAt(parser, value, this.resolve(value.get('Length')));
      if (!parser.take('endobj')) throw broken(`object ${num} does not end`);
      return stream;
    }
    if (!parser.take('endobj')) throw broken(`object ${num} does not end`);
    return value;
  }

  #unpacked(num: number, packedIn: number, index: number): Value {
    let objects = this.#packed.get(packedIn);
    if (!objects) {
      const entry = this.xref.entries.get(packedIn);
      if (!entry || !('at' in entry)) throw broken(`object stream ${packedIn} is missing`);
      objects = this.#openPacked(this.object(packedIn));
      this.#packed.set(packedIn, objects);
    }
    const found = objects[index];
    if (found?.num !== num) throw broken(`object ${num} is not in its object stream`);
    return found.value;
  }

  #openPacked(stream: Value): Array<{ num: number; value: Value }> {
    if (!(stream instanceof Stream) || nameOf(stream.dict.get('Type')) !== 'ObjStm')
      throw broken('no object stream');
    const count = this.resolve(stream.dict.get('N'));
    const first = this.resolve(stream.dict.get('First'));
    if (typeof count !== 'number' || typeof first !== 'number' || count > 100_000)
      throw broken('an object stream without measure');
    const data = unpack(stream, v => this.resolve(v));
    const head = new Parser(data);
    const places = Array.from({ length: count }, () => ({ num: head.integer(), at: head.integer() + first }));
    return places.map(({ num, at }) => ({ num, value: new Parser(data, at).value() }));
  }

  /** The pages in order, with their references. Throws for more than 20,000, or a tree in a circle. */
  pages(): Array<{ ref: Ref; dict: Dict }> {
    const pages: Array<{ ref: Ref; dict: Dict }> = [];
    const seen = new Set<number>();
    const walk = (value: Value | undefined) => {
      if (!(value instanceof Ref)) throw broken('a page that is no object');
      if (seen.has(value.num) || seen.size > 20_000) throw broken('pages in a circle');
      seen.add(value.num);
      const dict = this.dict(value);
      if (!dict) throw broken('a page that is not there');
      if (dict.has('Kids')) for (const kid of this.list(dict.get('Kids'))) walk(kid);
      else pages.push({ ref: value, dict });
    };
    walk(this.root.get('Pages'));
    return pages;
  }
}

/** Opens a PDF for reading, strictly: nothing is guessed or repaired. Throws `PdfProblem`. */
export const readPdf = (bytes: Uint8Array): PdfFile => new PdfFile(bytes);

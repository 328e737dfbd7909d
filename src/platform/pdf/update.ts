import { deflateSync } from 'node:zlib';
import type { PdfFile } from './reader/pdf-file.ts';
import { type Dict, Name, Ref, Stream, type Value } from './reader/values.ts';
import { writeValue } from './reader/write-value.ts';

/** A dictionary from a plain object. */
export const dict = (entries: Record<string, Value>): Dict => new Map(Object.entries(entries));

/** A stream of text, packed. */
export function flateStream(entries: Record<string, Value>, content: string): Stream {
  const raw = deflateSync(Buffer.from(content, 'latin1'));
  return new Stream(dict({ ...entries, Filter: new Name('FlateDecode'), Length: raw.length }), raw);
}

/**
 * What is appended to a PDF in an incremental update (ISO 32000-1, 7.5.6): not one byte of what is there changes, so
 * that signatures over it stay whole. The cross-reference section is of the kind that the file has.
 */
export class PdfUpdate {
  readonly file: PdfFile;
  #objects = new Map<number, Value | string>();
  #next: number;

  constructor(file: PdfFile) {
    this.file = file;
    const size = file.xref.trailer.get('Size');
    this.#next = typeof size === 'number' ? size : 0;
    for (const num of file.xref.entries.keys()) this.#next = Math.max(this.#next, num + 1);
  }

  /** Adds an object; a text is written as it is (Latin-1). */
  add(value: Value | string): Ref {
    const ref = new Ref(this.#next++, 0);
    this.#objects.set(ref.num, value);
    return ref;
  }

  /** Writes an object anew. */
  set(ref: Ref, value: Value): void {
    this.#objects.set(ref.num, value);
  }

  /** The object as this update leaves it. */
  current(ref: Ref): Value {
    const now = this.#objects.get(ref.num);
    return now === undefined || typeof now === 'string' ? this.file.resolve(ref) : now;
  }

  #gen(num: number): number {
    const entry = this.file.entry(num);
    return entry && 'gen' in entry ? entry.gen : 0;
  }

  #body(value: Value | string): Buffer[] {
    if (typeof value === 'string') return [Buffer.from(value, 'latin1')];
    if (!(value instanceof Stream)) return [Buffer.from(writeValue(value), 'latin1')];
    return [
      Buffer.from(`${writeValue(value.dict)}\nstream\n`),
      Buffer.from(value.raw),
      Buffer.from('\nendstream'),
    ];
  }

  /** The whole file with the update. `at`: where each object of the update begins. */
  finish(): { bytes: Buffer; at: Map<number, number> } {
    const parts: Buffer[] = [Buffer.from(this.file.bytes)];
    let length = this.file.bytes.length;
    const push = (...chunks: Buffer[]) => {
      for (const chunk of chunks) {
        parts.push(chunk);
        length += chunk.length;
      }
    };
    if (this.file.bytes.at(-1) !== 10) push(Buffer.from('\n'));
    const at = new Map<number, number>();
    for (const [num, value] of [...this.#objects].sort(([a], [b]) => a - b)) {
      at.set(num, length);
      push(Buffer.from(`${num} ${this.#gen(num)} obj\n`), ...this.#body(value), Buffer.from('\nendobj\n'));
    }
    const start = length;
    push(...(this.file.xref.isStream ? this.#xrefStream(at, start) : this.#xrefTable(at)));
    push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
    return { bytes: Buffer.concat(parts), at };
  }

  #trailer(size: number): Dict {
    const old = this.file.xref.trailer;
    const trailer = dict({ Size: size, Prev: this.file.xref.position });
    for (const key of ['Root', 'Info', 'ID']) {
      const value = old.get(key);
      if (value !== undefined) trailer.set(key, value);
    }
    return trailer;
  }

  #xrefTable(at: ReadonlyMap<number, number>): Buffer[] {
    const lines = [...at].map(([num, offset]) => {
      const place = `${String(offset).padStart(10, '0')} ${String(this.#gen(num)).padStart(5, '0')} n \n`;
      return `${num} 1\n${place}`;
    });
    return [
      Buffer.from(`xref\n${lines.join('')}trailer\n${writeValue(this.#trailer(this.#next))}\n`, 'latin1'),
    ];
  }

  #xrefStream(at: ReadonlyMap<number, number>, start: number): Buffer[] {
    const num = this.#next;
    const rows = [...at, [num, start] as const].map(([n, offset]) => {
      const row = Buffer.alloc(7);
      row[0] = 1;
      row.writeUInt32BE(offset, 1);
      row.writeUInt16BE(this.#gen(n), 5);
      return row;
    });
    const raw = deflateSync(Buffer.concat(rows));
    const entries = this.#trailer(num + 1);
    entries.set('Type', new Name('XRef'));
    entries.set('W', [1, 4, 2]);
    entries.set(
      'Index',
      [...at.keys(), num].flatMap(n => [n, 1]),
    );
    entries.set('Filter', new Name('FlateDecode'));
    entries.set('Length', raw.length);
    return [
      Buffer.from(`${num} 0 obj\n`),
      ...this.#body(new Stream(entries, raw)),
      Buffer.from('\nendobj\n'),
    ];
  }
}

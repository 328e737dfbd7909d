import { broken, Name, PdfString, Ref, type Value } from './values.ts';

// ISO 32000-1, tables 1 and 2.
const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITER = new Set([...'()<>[]{}/%'].map(c => c.charCodeAt(0)));
const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !WHITE.has(byte) && !DELIMITER.has(byte);

const MAX_DEPTH = 64;
const MAX_ITEMS = 1_000_000;
const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** Reads objects from bytes, one after the other. Throws `PdfProblem` where the syntax is not that of ISO 32000-1, 7.3. */
export class Parser {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skipWhite(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === 0x25) while (this.at < this.bytes.length && !this.#isEol(this.bytes[this.at])) this.at++;
      else if (byte !== undefined && WHITE.has(byte)) this.at++;
      else return;
    }
  }

  #isEol(byte: number | undefined): boolean {
    return byte === 10 || byte === 13;
  }

  /** The run of regular characters here; empty at a delimiter. */
  word(): string {
    this.skipWhite();
    const start = this.at;
    while (isRegular(this.bytes[this.at])) {
      this.at++;
      if (this.at - start > 4_096) throw broken('a word without end');
    }
    return String.fromCharCode(...this.bytes.subarray(start, this.at));
  }

  /** Whether `keyword` stands here; if so it is passed over. */
  take(keyword: string): boolean {
    this.skipWhite();
    const start = this.at;
    if (this.word() === keyword) return true;
    this.at = start;
    return false;
  }

  /** A whole number without a sign. */
  integer(): number {
    const word = this.word();
    if (!/^\d{1,15}$/.test(word)) throw broken(`a number expected, found "${word.slice(0, 20)}"`);
    return Number(word);
  }

  value(depth = 0): Value {
    if (depth > MAX_DEPTH) throw broken('objects nested too deep');
    this.skipWhite();
    const byte = this.bytes[this.at];
    switch (byte) {
      case undefined:
        throw broken('the file ends in the middle of an object');
      case 0x2f:
        return this.#name();
      case 0x28:
        return this.#literal();
      case 0x5b:
        return this.#array(depth);
      case 0x3c:
        return this.bytes[this.at + 1] === 0x3c ? this.#dict(depth) : this.#hex();
      default:
        return this.#word();
    }
  }

  #word(): Value {
    const word = this.word();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(word))
      throw broken(`an object expected, found "${word.slice(0, 20)}"`);
    const number = Number(word);
    if (!/^\d{1,10}$/.test(word)) return number;
    // `12 0 R` is one reference; `12 0` are two numbers.
    const back = this.at;
    const gen = this.word();
    if (/^\d{1,5}$/.test(gen) && this.take('R')) return new Ref(number, Number(gen));
    this.at = back;
    return number;
  }

  #name(): Name {
    this.at++;
    const start = this.at;
    while (isRegular(this.bytes[this.at])) this.at++;
    if (this.at - start > 1_024) throw broken('a name too long');
    const raw = String.fromCharCode(...this.bytes.subarray(start, this.at));
    return new Name(raw.replace(/#([0-9A-Fa-f]{2})/g, (_, h) => String.fromCharCode(Number.parseInt(h, 16))));
  }

  #literal(): PdfString {
    const start = this.at++;
    const out: number[] = [];
    for (let open = 1; ; ) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw broken('a string without end');
      if (byte === 0x28) open++;
      if (byte === 0x29 && --open === 0) return new PdfString(Uint8Array.from(out), false, start, this.at);
      if (byte === 0x5c) this.#escape(out);
      else out.push(byte);
    }
  }

  #escape(out: number[]): void {
    const char = String.fromCharCode(this.bytes[this.at++] ?? 0);
    if (/[0-7]/.test(char)) {
      let octal = char;
      while (octal.length < 3 && /[0-7]/.test(String.fromCharCode(this.bytes[this.at] ?? 0)))
        octal += String.fromCharCode(this.bytes[this.at++] ?? 0);
      out.push(Number.parseInt(octal, 8) & 0xff);
    } else if (char === '\r') {
      if (this.bytes[this.at] === 10) this.at++;
    } else if (char !== '\n') out.push(ESCAPES[char] ?? char.charCodeAt(0));
  }

  #hex(): PdfString {
    const start = this.at++;
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw broken('a hex string without end');
    const digits = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.at, end - this.at)
      .toString('latin1')
      .replace(/[\0\t\n\f\r ]/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw broken('a hex string with other characters');
    this.at = end + 1;
    return new PdfString(Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'), true, start, this.at);
  }

  #array(depth: number): Value[] {
    this.at++;
    const items: Value[] = [];
    for (;;) {
      this.skipWhite();
      if (this.bytes[this.at] === 0x5d) {
        this.at++;
        return items;
      }
      if (items.length >= MAX_ITEMS) throw broken('an array too long');
      items.push(this.value(depth + 1));
    }
  }

  #dict(depth: number): Map<string, Value> {
    this.at += 2;
    const dict = new Map<string, Value>();
    for (;;) {
      this.skipWhite();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return dict;
      }
      const key = this.value(depth + 1);
      if (!(key instanceof Name)) throw broken('a dictionary whose key is no name');
      // Readers disagree on which of two equal keys counts: a file that says a thing twice is refused.
      if (dict.has(key.name)) throw broken(`the key ${key.name} stands twice in a dictionary`);
      dict.set(key.name, this.value(depth + 1));
    }
  }
}

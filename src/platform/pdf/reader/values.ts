/** A PDF name, without its slash and with `#xx` resolved. */
export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A reference to an indirect object. */
export class Ref {
  readonly num: number;
  readonly gen: number;
  constructor(num: number, gen: number) {
    this.num = num;
    this.gen = gen;
  }
}

/** A string's bytes, and where it stood in the file, delimiters included: signatures are looked up in place. */
export class PdfString {
  readonly bytes: Uint8Array;
  readonly hex: boolean;
  readonly start: number;
  readonly end: number;
  constructor(bytes: Uint8Array, hex: boolean, start: number, end: number) {
    this.bytes = bytes;
    this.hex = hex;
    this.start = start;
    this.end = end;
  }
}

export type Dict = Map<string, Value>;

/** A dictionary with data after it. `raw`: as it lies in the file, its filters not undone. */
export class Stream {
  readonly dict: Dict;
  readonly raw: Uint8Array;
  constructor(dict: Dict, raw: Uint8Array) {
    this.dict = dict;
    this.raw = raw;
  }
}

/** An object of ISO 32000-1, section 7.3. */
export type Value = null | boolean | number | Name | PdfString | Ref | Value[] | Dict | Stream;

/** Why a file cannot be read. `encrypted`: it asks for a password; `broken`: its cross-reference table or an object is. */
export class PdfProblem extends Error {
  readonly kind: 'not-pdf' | 'encrypted' | 'broken';
  constructor(kind: 'not-pdf' | 'encrypted' | 'broken', why: string) {
    super(why);
    this.name = 'PdfProblem';
    this.kind = kind;
  }
}

export const broken = (why: string): PdfProblem => new PdfProblem('broken', why);

export const isDict = (v: Value | undefined): v is Dict => v instanceof Map;
export const nameOf = (v: Value | undefined): string | undefined => (v instanceof Name ? v.name : undefined);

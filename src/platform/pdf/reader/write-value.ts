import { Name, PdfString, Ref, Stream, type Value } from './values.ts';

const PLAIN = /[^!-~]|[#()<>[\]{}/%]/g;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A PDF text string of any characters (ISO 32000-1, 7.9.2.2): UTF-16BE with its mark. */
export function textString(text: string): PdfString {
  const bytes = Buffer.from(`\uFEFF${text.normalize('NFC')}`, 'utf16le').swap16();
  return new PdfString(bytes, true, 0, 0);
}

/** The text of a PDF text string: UTF-16BE or UTF-8 by its mark, otherwise Latin. */
export function readText(value: Value | undefined): string | undefined {
  if (!(value instanceof PdfString)) return undefined;
  const b = Buffer.from(value.bytes);
  if (b[0] === 0xfe && b[1] === 0xff)
    return b
      .subarray(2, b.length - (b.length % 2))
      .swap16()
      .toString('utf16le');
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return b.subarray(3).toString('utf8');
  return b.toString('latin1');
}

/** A value as it is written into a file, in Latin-1. Streams are written by the update. */
export function writeValue(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(Math.round(value * 10_000) / 10_000);
  if (value instanceof Name) {
    const escaped = value.name.replace(PLAIN, c => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
    return `/${escaped}`;
  }
  if (value instanceof Ref) return `${value.num} ${value.gen} R`;
  if (value instanceof PdfString) return `<${hex(value.bytes)}>`;
  if (Array.isArray(value)) return `[${value.map(writeValue).join(' ')}]`;
  if (value instanceof Stream) throw new TypeError('a stream is an object of its own');
  return `<<${[...value].map(([k, v]) => `${writeValue(new Name(k))} ${writeValue(v)}`).join(' ')}>>`;
}

import { nfc } from '#platform/text';
import { ReasonLong, ReasonNeeded } from './errors.ts';

const LONGEST = 1000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

/** A reason as it is stored: NFC, without control characters, trimmed. Throws REASON_NEEDED, REASON_LONG. */
export function writtenReason(text: string): string {
  const clean = nfc(text.toWellFormed()).replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim();
  if (clean.length < 3) throw ReasonNeeded();
  if (clean.length > LONGEST) throw ReasonLong({ most: LONGEST, length: clean.length });
  return clean;
}

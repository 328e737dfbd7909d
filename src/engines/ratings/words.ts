import { nfc } from '#platform/text';
import { RatingWordsLong } from './errors.ts';
import { LONGEST_WORDS } from './types.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

/** What somebody wrote, as it is kept: NFC, without control characters, trimmed; null for nothing. Throws RATING_WORDS_LONG. */
export function keptWords(text: string): string | null {
  const clean = nfc(text.toWellFormed()).replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim();
  if (clean.length > LONGEST_WORDS) throw RatingWordsLong({ most: LONGEST_WORDS, length: clean.length });
  return clean || null;
}

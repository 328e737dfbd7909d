import { characterName, unprintable } from '#platform/pdf';
import { nfc } from '#platform/text';
import { ReasonMissing, ReasonTooLong, TextUnprintable } from '../errors.ts';

/** Longest reason or list of what is missing: a page and a half, as the column holds it. */
const LONGEST_REASON = 4000;

// Line breaks and tabs are how people write lists; other control characters are no text, and PostgreSQL holds no NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

// They would turn the words of the page around them.
const DIRECTIONS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * What an applicant wrote to be read on a screen and stands on no paper: NFC, without control characters and marks of direction,
 * trimmed; picture signs may stay. Throws ReasonTooLong.
 */
export function screenText(text: string): string {
  const clean = nfc(text.toWellFormed())
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, '')
    .replace(DIRECTIONS, '')
    .trim();
  if (clean.length > LONGEST_REASON) throw ReasonTooLong({ most: LONGEST_REASON, length: clean.length });
  return clean;
}

/**
 * What someone wrote, as it is stored: NFC, without control characters, trimmed. It stands on slips and in letters: what these
 * cannot show is refused. Throws ReasonTooLong, TextUnprintable.
 */
export function optionalText(text: string): string {
  const clean = nfc(text.toWellFormed()).replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim();
  if (clean.length > LONGEST_REASON) throw ReasonTooLong({ most: LONGEST_REASON, length: clean.length });
  const lost = unprintable(clean);
  if (lost !== undefined) throw TextUnprintable({ character: characterName(lost) });
  return clean;
}

/** As `optionalText`, where something must be written. Throws ReasonMissing too. */
export function writtenReason(text: string): string {
  const clean = optionalText(text);
  if (!clean) throw ReasonMissing();
  return clean;
}

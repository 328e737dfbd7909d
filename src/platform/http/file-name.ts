import { unprintable } from '#platform/pdf';

// Control characters, marks of writing direction and invisible ones: `hoa‮fdp.exe` would be read as `hoaexe.pdf`.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** Receipts name the files: a picture sign, which telephones put into names, has no place on paper. */
const shown = (name: string): string => [...name].filter(c => unprintable(c) === undefined).join('');

/**
 * A file's name as somebody sent it, made safe to keep, to show and to print: the last part of a path of whatever system, NFC, without
 * characters that nobody sees or no paper shows, at most 200 long. `''` when nothing was sent; what has lost all but its ending is
 * called `tep.png`.
 */
export function fileName(sent: string): string {
  const seen = (sent.split(/[/\\]/).at(-1) ?? '').toWellFormed().normalize('NFC').replace(UNSEEN, '').trim();
  const name = shown(seen).trim();
  const named = name !== seen && (name === '' || name.startsWith('.')) ? `tep${name}` : name;
  return named.slice(0, 200).toWellFormed();
}

// Control characters, marks of writing direction and invisible ones: `hoa‮fdp.exe` would be read as `hoaexe.pdf`.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * A file's name as somebody sent it, made safe to keep and to show: the last part of a path of whatever system, NFC, without
 * characters that nobody sees, at most 200 long. `''` when nothing is left.
 */
export const fileName = (sent: string): string =>
  (sent.split(/[/\\]/).at(-1) ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .trim()
    .slice(0, 200)
    .toWellFormed();

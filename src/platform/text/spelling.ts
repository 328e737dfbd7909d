// One sound, two spellings that schools have taught in turn: `kí` and `ký`, `lí` and `lý`, `mĩ` and `mỹ`, `quí` and `quý`, `tỉ` and `tỷ`.
const EITHER = /^(?:[hklmst]|qu)[iy]$/;

/** Whether a folded word is spelt with i or y as one likes. */
export const eitherSpelling = (word: string): boolean => EITHER.test(word);

/** A folded word as a regular expression that finds both of its spellings. */
export const inBothSpellings = (word: string): string =>
  eitherSpelling(word) ? `${word.slice(0, -1)}[iy]` : word;

/** A folded phrase with such words spelt with y, as the names of procedures mostly are: to compare by, not to show. */
export const withY = (phrase: string): string =>
  phrase
    .split(' ')
    .map(word => (eitherSpelling(word) ? `${word.slice(0, -1)}y` : word))
    .join(' ');

/** The same of a text with its tone marks: `đăng kí` → `đăng ký`. */
export const markedWithY = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<![\p{L}\p{M}])([hklmst]|qu)i(\p{M}?)(?![\p{L}\p{M}])/giu, '$1y$2')
    .normalize('NFC');

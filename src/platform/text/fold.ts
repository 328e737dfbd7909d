// Letters that look Latin and are not, or that NFKD leaves whole. They come from other keyboards, from scanned papers
// and from old 8-bit fonts: `Ð` is the Icelandic eth, not the Vietnamese Đ.
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ɖ: 'd',
  ƀ: 'b',
  а: 'a',
  в: 'b',
  е: 'e',
  ѕ: 's',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
};

// Zero-width characters, marks of writing direction, the soft hyphen and the byte order mark: nobody sees them.
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/** `text` in Unicode Normalization Form C, the only form that is stored: `Lào` typed on a Mac equals `Lào` typed here. */
export const nfc = (text: string): string => text.normalize('NFC');

/** A name as it is stored: NFC, without invisible characters, single spaces, none at the ends. Nothing else changes. */
export const tidy = (text: string): string => nfc(text.replace(INVISIBLE, '')).replace(/\s+/gu, ' ').trim();

/**
 * The search key of a Vietnamese text: lower-case Latin letters and digits, words separated by one space; no tone marks
 * (nor their places: `hoà` and `hòa` both give `hoa`), no circumflex, breve or horn, đ → d. Ð (U+00D0) and Cyrillic
 * look-alikes are mapped. Two names with the same key may differ: it finds, it does not identify.
 */
export function fold(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[đðɖƀ\u0400-\u04FF]/gu, letter => LOOK_ALIKES[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

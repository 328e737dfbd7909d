import { fold } from '#platform/text';

/** How units are called before their names, and how people write that short. */
const KINDS: Readonly<Record<string, string>> = {
  xa: 'xa',
  x: 'xa',
  phuong: 'phuong',
  p: 'phuong',
  'thi tran': 'thi tran',
  tt: 'thi tran',
  'dac khu': 'dac khu',
  huyen: 'huyen',
  h: 'huyen',
  quan: 'quan',
  q: 'quan',
  'thi xa': 'thi xa',
  tx: 'thi xa',
  'thanh pho': 'thanh pho',
  tp: 'thanh pho',
  tinh: 'tinh',
  t: 'tinh',
};

type Unit = { kind: string; words: readonly string[] };

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);

/** A unit as it is written, in the words of its name; `kind`: `''` where none stands before it. */
function unitIn(text: string): Unit {
  const words = wordsOf(text);
  for (const many of [2, 1]) {
    const kind = words.length > many ? KINDS[fold(words.slice(0, many).join(' '))] : undefined;
    if (kind) return { kind, words: words.slice(many) };
  }
  return { kind: '', words };
}

/** Whether a text names a unit with what it is: `xã Bắc Hà`. */
export const isUnit = (text: string): boolean => unitIn(text).kind !== '' && !text.includes(',');

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** A word whose tone mark may stand on either vowel: `hoà` as `hòa`. */
function inOneSpelling(word: string): string {
  const marked = word.normalize('NFD');
  return marked.replace(TONES, '') + (marked.match(TONES) ?? []).join('');
}

/** What somebody typed without any mark is the word with its marks; what he typed with others is another. */
const isWord = (typed: string, word: string): boolean =>
  inOneSpelling(typed) === inOneSpelling(word) || (typed === fold(typed) && typed === fold(word));

const isSame = (typed: Unit, unit: Unit): boolean =>
  (typed.kind === '' || typed.kind === unit.kind) &&
  typed.words.length === unit.words.length &&
  typed.words.every((word, i) => isWord(word, unit.words[i] ?? ''));

/** Whether a part of a line ends with a unit, its kind before it: `Thôn Na Hối xã Bắc Hà`. */
const endsWith = (part: string, unit: Unit): boolean =>
  [1, 2].some(kind => {
    const end = unitIn(
      wordsOf(part)
        .slice(-unit.words.length - kind)
        .join(' '),
    );
    return end.kind !== '' && isSame(end, unit);
  });

/**
 * Of units that a line is to be followed by, those (from, to) with which it ends already, as somebody typed it: `Thôn Na Hối, xã Bắc Hà` before
 * `xã Bắc Hà`, `tỉnh Lào Cai` gives 0, 1. Case, short kinds and a missing kind do not matter, nor tone marks that nobody typed; another kind, or other
 * marks, are another unit.
 */
export function namedAlready(line: string, units: readonly string[]): { from: number; to: number } {
  const parts = line.split(',');
  for (let many = units.length; many > 0; many--)
    for (let from = 0; from + many <= units.length; from++) {
      const end = parts.slice(-many);
      if (end.length < many) continue;
      const [first, ...others] = units.slice(from, from + many).map(unitIn);
      const begins = first && (isSame(unitIn(end[0] ?? ''), first) || endsWith(end[0] ?? '', first));
      if (begins && others.every((unit, i) => isSame(unitIn(end[i + 1] ?? ''), unit)))
        return { from, to: from + many };
    }
  return { from: 0, to: 0 };
}

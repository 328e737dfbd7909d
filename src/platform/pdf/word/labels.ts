import type { WordLabel } from './model.ts';

const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(n: number): string {
  let [rest, text] = [n, ''];
  for (const [value, letters] of ROMAN)
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  return text;
}

/** a … z, aa, bb, as Word counts with letters. */
const letter = (n: number): string =>
  String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.floor((n - 1) / 26) + 1);

function written(n: number, format: string): string {
  if (format === 'bullet' || format === 'none') return '';
  if (format === 'lowerLetter') return letter(n);
  if (format === 'upperLetter') return letter(n).toUpperCase();
  if (format === 'lowerRoman') return roman(n);
  if (format === 'upperRoman') return roman(n).toUpperCase();
  return format === 'decimalZero' ? String(n).padStart(2, '0') : String(n);
}

/** Counts numbered items in the order in which they are drawn: a level begins anew after an item of one above. */
export class Labels {
  #counts = new Map<string, number[]>();

  next({ list, level, formats, text, starts }: WordLabel): string {
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    counts[level] = counts[level] === undefined ? (starts[level] ?? 1) : counts[level] + 1;
    counts.length = level + 1;
    return text.replace(/%([1-9])/g, (_, n: string) => {
      const at = Number(n) - 1;
      return written(counts[at] ?? starts[at] ?? 1, formats[at] ?? 'decimal');
    });
  }
}

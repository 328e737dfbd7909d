import { type Html, raw } from '../html.ts';

// Drawn on 16 × 16 with currentColor; only what a page uses goes onto it, once.
const SYMBOLS = {
  ok: '<circle cx="8" cy="8" r="6.5"/><path d="M8 4.5V8l2.5 1.5"/>',
  soon: '<path d="M8 1.5 15 14H1Z"/><path d="M8 6.5v3M8 11.8v.1"/>',
  late: '<path fill="currentColor" d="M8 1 15 8 8 15 1 8Z"/><path stroke="#fff" d="M8 5v3.5M8 11v.1"/>',
  hold: '<circle cx="8" cy="8" r="6.5"/><path d="M6.3 5.5v5M9.7 5.5v5"/>',
  done: '<path d="m2.5 8.5 3.5 3.5 7.5-8"/>',
  cross: '<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>',
  dot: '<circle fill="currentColor" cx="8" cy="8" r="3.5"/>',
  paper: '<path d="M3.5 1.5h6L13 5v9.5H3.5ZM9.5 1.5V5H13"/>',
} as const;

export type IconName = keyof typeof SYMBOLS;

const TARGET = '#i-';

/** A small picture beside words that say the same. Hidden from screen readers. */
export const icon = (name: IconName): Html =>
  raw(`<svg class="i" aria-hidden="true"><use href="${TARGET}${name}"/></svg>`);

const NAMES = Object.keys(SYMBOLS) as IconName[];

/**
 * The text of a page with its icons. What it uses once is drawn in its place; of what it uses more often the symbols stand at `at`, once,
 * and the uses refer to them.
 */
export function withIcons(text: string, at: number): string {
  // Most pages have none: one look through the text, and it stays the string that it is.
  if (!text.includes(TARGET)) return text;
  const before = text.slice(0, at);
  let drawn = text.slice(at);
  const often: IconName[] = [];
  for (const name of NAMES) {
    const use = icon(name).toString();
    const uses = drawn.split(use).length - 1;
    if (uses > 1) often.push(name);
    if (uses === 1)
      drawn = drawn.replace(
        use,
        `<svg class="i" aria-hidden="true" viewBox="0 0 16 16">${SYMBOLS[name]}</svg>`,
      );
  }
  const symbols = often.map(name => `<symbol id="i-${name}" viewBox="0 0 16 16">${SYMBOLS[name]}</symbol>`);
  const known = symbols.length ? `<svg class="vh" aria-hidden="true">${symbols.join('')}</svg>` : '';
  return before + known + drawn;
}

/** The mark: the ridge of Fansipan above two terraces. */
export const mark = raw(
  '<svg width="44" height="34" viewBox="0 0 44 34" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round"><path d="M1 21 11 10l4 4 8-12 8 11 3-3 9 11"/><path stroke-width="1.8" d="M3 26q10-4 19 0t19 0M9 31q7-3 13 0t13 0"/></svg>',
);

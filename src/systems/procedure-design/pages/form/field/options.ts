import { type FieldChoice, type FieldLayout, ownEnglish } from '#engines/forms';
import { words } from '../english.ts';

/** The answers of a choice as they are edited: a line each, `family = Gia đình | Family`. */
export const optionLines = (layout: FieldLayout | undefined): string =>
  (layout?.options ?? [])
    .map(({ value, label }) => [`${value} = ${label.vi}`, ownEnglish(label)].filter(Boolean).join(' | '))
    .join('\n');

/** Words that two choices share, however they are written: to whoever chooses they are one; undefined where none do. */
export const wordsTwice = (labels: readonly string[]): string | undefined => {
  const same = (a: string, b: string) =>
    a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase();
  return labels.find((label, i) => labels.slice(0, i).some(before => same(before, label)));
};

const VALUE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/**
 * What was typed: a line each; `family = Gia đình | Family` keeps the value of answers given before, a new line gets one of its own.
 * Behind the stroke stand the English words, where somebody has written them.
 */
export function readOptions(
  typed: string,
  layout: FieldLayout | undefined,
): NonNullable<FieldChoice['options']> {
  const before = new Map((layout?.options ?? []).map(o => [o.value, o]));
  return typed
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      const at = line.indexOf('=');
      const code = line.slice(0, Math.max(0, at)).trim();
      const value = VALUE.test(code) && line.slice(at + 1).trim() ? code : undefined;
      const [vi = '', ...english] = (value === undefined ? line : line.slice(at + 1)).split('|');
      const { staffLabel, hint } = (value !== undefined && before.get(value)) || {};
      return {
        ...(value === undefined ? {} : { value }),
        label: words(vi.trim(), english.join('|').trim()),
        ...(staffLabel && { staffLabel }),
        ...(hint && { hint }),
      };
    });
}

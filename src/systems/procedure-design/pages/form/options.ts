import type { FieldChoice, FieldLayout } from '#engines/forms';

/** The answers of a choice as they are edited: a line each, `family = Gia đình`. */
export const optionLines = (layout: FieldLayout | undefined): string =>
  (layout?.options ?? []).map(o => `${o.value} = ${o.label.vi}`).join('\n');

const VALUE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** What was typed: a line each; `family = Gia đình` keeps the value of answers given before, a new line gets one of its own. */
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
      const label = line.slice(at + 1).trim();
      const value =
        at > 0 && label && VALUE.test(line.slice(0, at).trim()) ? line.slice(0, at).trim() : undefined;
      const known = value === undefined ? undefined : before.get(value);
      const vi = value === undefined ? line : label;
      const en = known?.label.vi === vi ? known.label.en : vi;
      return { ...(value === undefined ? {} : { value }), label: { vi, en } };
    });
}

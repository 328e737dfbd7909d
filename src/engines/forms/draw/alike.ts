import type { Lang } from '#platform/i18n';
import type { FieldError, Html } from '#ui';
import type { Field } from '../define/parts.ts';
import type { FormData } from '../types.ts';
import { valueAt } from '../values/paths.ts';
import type { DrawOptions } from './draw-options.ts';

const kept = new WeakMap<Field, Map<string, Html>>();

/**
 * Under what a field looks the same for everybody: there is nothing to say about it, and in it stands nothing, or one of its choices.
 * Undefined where it holds what somebody wrote, or its answer came from somewhere.
 */
export function alikeFor(
  lang: Lang,
  { path, layout }: Field,
  data: FormData,
  errors: readonly FieldError[],
  { sources, excused, focus }: DrawOptions,
): string | undefined {
  if (focus === path || sources?.[path] || excused?.(path) || errors.some(e => e.path === path))
    return undefined;
  const value = valueAt(data, path);
  if (value === undefined) return lang;
  // As many as there are choices: nothing that was typed is kept.
  const isChoice = typeof value === 'boolean' || layout.options?.some(o => o.value === value);
  return isChoice ? JSON.stringify([lang, value]) : undefined;
}

/** The field as it was drawn for the first who had it alike. */
export function keptField(field: Field, alike: string, draw: () => Html): Html {
  const byLook = kept.get(field) ?? new Map<string, Html>();
  kept.set(field, byLook);
  const before = byLook.get(alike);
  if (before) return before;
  const drawn = draw();
  byLook.set(alike, drawn);
  return drawn;
}

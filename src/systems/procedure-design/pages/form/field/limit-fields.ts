import { kindOf, limitsIn, ownEnglish } from '#engines/forms';
import type { Ctx } from '#platform/http';
import { type Errors, type Html, html, revealed } from '#ui';
import { PART } from './field-choices.ts';
import { list, text } from './field-controls.ts';
import {
  boundText,
  EXAMPLE,
  MAX,
  MIN,
  PATTERN,
  PATTERN_WORDS,
  READY_PATTERN,
  READY_PATTERNS,
} from './limits.ts';
import type { LoadedField } from './load-field.ts';

/** How large, how long, and of which pattern an answer may be. */
export function limitFields(ctx: Ctx, { path, schema, layout }: LoadedField, errors: Errors): Html {
  const { t } = ctx;
  const limits = path ? limitsIn(kindOf(schema, layout), schema) : {};
  const ready = Object.entries(READY_PATTERNS).find(([, p]) => p === limits.pattern)?.[0];
  const words = layout?.errors?.pattern;
  const pattern = html`${list(ctx, READY_PATTERN, 'pattern-ready', ready ?? '', [
    { value: '', label: t('procedure-design.builder.pattern-ready.none') },
    ...Object.keys(READY_PATTERNS).map(value => ({
      value,
      label: t(`procedure-design.builder.pattern-ready.${value}`),
    })),
  ])}${text(ctx, errors, PATTERN, 'pattern', { value: ready ? '' : (limits.pattern ?? ''), optional: true })}
${text(ctx, errors, EXAMPLE, 'pattern-example', { value: limits.example ?? '', optional: true })}${text(ctx, errors, PATTERN_WORDS, 'pattern-words', { value: words?.vi ?? '', optional: true })}${text(ctx, errors, `${PATTERN_WORDS}-en`, 'pattern-words-en', { value: ownEnglish(words), optional: true })}`;
  return html`${text(ctx, errors, MIN, 'min', { value: boundText(ctx, limits.min), optional: true })}${text(ctx, errors, MAX, 'max', { value: boundText(ctx, limits.max), optional: true })}
${revealed(PART.pattern, pattern)}`;
}

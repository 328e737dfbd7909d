import type { Ctx } from '#platform/http';
import { type Errors, errorOf, type Html, selectField, textField, typedOr } from '#ui';

type Field = { value: string; optional?: boolean; suggestions?: readonly string[] };

/** A line of text of the builder, with its hint, as it was typed or else as it is. */
export const text = (ctx: Ctx, errors: Errors, name: string, key: string, { value, ...more }: Field): Html =>
  textField(ctx.t, {
    name,
    label: ctx.t(`procedure-design.builder.${key}`),
    hint: ctx.t(`procedure-design.builder.${key}.hint`),
    most: 500,
    value: typedOr(ctx, name, value),
    error: errorOf(errors, name),
    ...more,
  });

/** A choice of the builder, which may be left out. */
export const list = (
  ctx: Ctx,
  name: string,
  key: string,
  value: string,
  options: Array<{ value: string; label: string }>,
): Html =>
  selectField(ctx.t, {
    name,
    label: ctx.t(`procedure-design.builder.${key}`),
    hint: ctx.t(`procedure-design.builder.${key}.hint`),
    value: typedOr(ctx, name, value),
    options,
    optional: true,
  });

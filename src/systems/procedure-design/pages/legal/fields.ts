import type { Ctx } from '#platform/http';
import { checkbox, type Errors, errorOf, type Html, selectField, textField, typedOr } from '#ui';

type Typed = { hint?: string; optional?: true; inputmode?: 'decimal' | 'numeric'; most?: number };
type Chosen = { optional?: true };
type Options = Parameters<typeof selectField>[1]['options'];

/** Fields of the legal part as they stand in the draft, or as they were typed with what is wrong about them. */
export type LegalFields = {
  text(name: string, label: string, value: string | undefined, more?: Typed): Html;
  choice(name: string, label: string, value: string | undefined, options: Options, more?: Chosen): Html;
  tick(name: string, label: string, on: boolean | undefined): Html;
};

export function legalFields(ctx: Ctx, errors: Errors): LegalFields {
  const { t } = ctx;
  const said = (name: string, label: string, value: string | undefined) => ({
    name,
    label: t(`procedure-design.${label}`),
    value: typedOr(ctx, name, value),
    error: errorOf(errors, name),
  });
  return {
    text: (name, label, value, more = {}) => textField(t, { ...said(name, label, value), ...more }),
    choice: (name, label, value, options, more = {}) =>
      selectField(t, { ...said(name, label, value), options, ...more }),
    tick: (name, label, on) =>
      checkbox(t, {
        name,
        label: t(`procedure-design.${label}`),
        checked: typedOr(ctx, name, on ? '1' : '') === '1',
      }),
  };
}

import { REGISTER, REGISTERED, registerKey } from '#engines/cases';
import type { FieldKind } from '#engines/forms';
import { findDraftVersion, findProcedureInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import { type Errors, errorOf, type FieldError, type Html, html, selectField, textField, typedOr } from '#ui';
import { grantedOf } from '../../../granted-source.ts';

/** Of which procedure the result is that fills the field, and what of it. */
const CODE = 'da-cap';
const WHAT = 'da-cap-gi';
/** Fields that say from which granted result an answer is taken. */
export function grantedFields(ctx: Ctx, errors: Errors, from: readonly string[]): Html {
  const { t } = ctx;
  const now = grantedOf(from);
  return html`${textField(t, {
    name: CODE,
    label: t('procedure-design.builder.granted'),
    hint: t('procedure-design.builder.granted.hint'),
    value: typedOr(ctx, CODE, now.code),
    error: errorOf(errors, CODE),
    optional: true,
    narrow: true,
    most: 40,
    autocomplete: 'off',
  })}${selectField(t, {
    name: WHAT,
    label: t('procedure-design.builder.granted-what'),
    value: typedOr(ctx, WHAT, now.what),
    error: errorOf(errors, WHAT),
    options: REGISTERED.map(value => ({
      value,
      label: t(`procedure-design.builder.granted-what.${value}`),
    })),
  })}`;
}

const DAYS: readonly FieldKind[] = ['date', 'past-date'];

/**
 * The source that was typed, '' where none was. A code that no procedure has, in force or in the making, goes to `errors`, and a day for
 * a field of another kind, or a number for a day.
 */
export async function readGranted(ctx: Ctx, kind: FieldKind, errors: FieldError[]): Promise<string> {
  const code = posted(ctx.req.body, CODE).trim();
  if (!code) return '';
  const what = REGISTERED.find(w => w === posted(ctx.req.body, WHAT)) ?? REGISTERED[0];
  if ((what === 'date') !== DAYS.includes(kind))
    errors.push({ path: WHAT, message: ctx.t(`procedure-design.builder.granted.unfit.${what}`) });
  const day = localDate(ctx.clock.now());
  if ((await findProcedureInForce(ctx.db, code, day)) ?? (await findDraftVersion(ctx.db, code)))
    return `${REGISTER}.${registerKey(code)}.${what}`;
  errors.push({ path: CODE, message: ctx.t('procedure-design.builder.granted.unknown') });
  return '';
}

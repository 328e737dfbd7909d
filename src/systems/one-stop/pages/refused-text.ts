import { optionalText } from '#engines/cases';
import { type AppError, isAppError } from '#platform/errors';
import { type Ctx, textField } from '#platform/http';
import type { FieldError } from '#ui';

/** Refusals of what was written, settled in its field. */
export const ABOUT_TEXT = new Set(['REASON_TOO_LONG', 'TEXT_UNPRINTABLE']);

/** What was refused and what to do, in a sentence. */
export const refusalText = (ctx: Ctx, { code, params }: AppError): string =>
  ctx.t('ui.refusal', {
    what: ctx.t(`error.${code}.what`, params),
    todo: ctx.t(`error.${code}.todo`, params),
  });

/** That slips and lists cannot show what was typed into a field; nothing where they can. */
export function unprintableIn(ctx: Ctx, name: string): FieldError[] {
  try {
    optionalText(textField(ctx.req.body, name));
    return [];
  } catch (error) {
    if (!isAppError(error) || !ABOUT_TEXT.has(error.code)) throw error;
    return [{ path: name, message: refusalText(ctx, error) }];
  }
}

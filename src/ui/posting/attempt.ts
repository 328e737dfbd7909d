import type { Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, once, redirect, textField } from '#platform/http';
import type { FieldError } from '../components/error-summary/component.ts';
import { type Errors, ONCE } from './post-form.ts';

/** Does `work` once for each form that was shown, however often it is sent. Forms without their key are done each time. */
export async function doOnce<T extends object>(ctx: Ctx, tx: Tx, work: () => Promise<T>): Promise<T> {
  const key = textField(ctx.req.body, ONCE);
  if (!key || key.length > 100) return work();
  const { [ONCE]: _, _csrf: __, ...content } = ctx.req.body;
  const request = { actor: ctx.visitor?.accountId ?? '', route: ctx.req.path, key, content };
  return (await once(tx, request, work)).answer;
}

/** A refusal of an engine in one sentence for a field and the summary; anything else is thrown on. */
function refusalOf(ctx: Ctx, error: unknown, path: string): FieldError {
  if (!isAppError(error) || error.status >= 500 || error.code === 'NOT_FOUND') throw error;
  const { code, params } = error;
  const words = { what: ctx.t(`error.${code}.what`, params), todo: ctx.t(`error.${code}.todo`, params) };
  return { path, message: ctx.t('ui.refusal', words) };
}

/**
 * Runs a change. Done: the browser is sent on (303) to the path, or gets the answer. Refused: the page again with the sentence at the field that `fields` names
 * for the error's code, else at `otherwise`.
 */
export async function attempt(
  ctx: Ctx,
  change: () => Promise<string | Answer>,
  again: (errors: Errors) => Promise<Answer> | Answer,
  at: { fields?: Record<string, string>; otherwise: string },
): Promise<Answer> {
  try {
    const done = await change();
    return typeof done === 'string' ? redirect(done) : done;
  } catch (error) {
    const field = (isAppError(error) && at.fields?.[error.code]) || at.otherwise;
    return again([refusalOf(ctx, error, field)]);
  }
}

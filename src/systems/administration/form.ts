import { newId, type Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, once, redirect, textField } from '#platform/http';
import { button, csrfField, type FieldError, type Html, html, type Printable } from '#ui';

export type Errors = readonly FieldError[];

/** What is wrong with a field, for the words beside it. */
export const errorOf = (errors: Errors, path: string): string | undefined =>
  errors.find(e => e.path === path)?.message;

type FormView = {
  action: string;
  fields: Printable;
  button: string;
  /** One of the lesser things on the page. */
  alt?: boolean;
  upload?: boolean;
  /** Several such forms on a page: read out before each button, to tell them apart. */
  about?: string;
};

const KEY = 'lan';

/** A form that posts. `lan` tells a repeated press of the button from a second wish. */
export const postForm = (ctx: Ctx, view: FormView): Html =>
  html`<form method="post" action="${view.action}"${view.upload && html` enctype="multipart/form-data"`} novalidate>${csrfField(ctx)}<input type="hidden" name="${KEY}" value="${
    textField(ctx.req.body, KEY) || newId()
  }">
${view.fields}
<p>${button({ label: view.button, ...(view.alt ? { alt: true } : {}) })}${view.about && html`<span class="vh"> ${view.about}</span>`}</p></form>
`;

/** A form that asks by address (a filter), so that what is shown can be sent to a colleague. */
export const askForm = (
  action: string,
  fields: Printable,
  label: string,
  hidden: Record<string, string> = {},
): Html =>
  html`<form action="${action}">${Object.entries(hidden).map(
    ([name, value]) => value && html`<input type="hidden" name="${name}" value="${value}">`,
  )}<div class="fs">${fields}</div>
<p>${button({ label, alt: true })}</p></form>
`;

/** Does `work` once for each form that was shown, however often it is sent. Forms without their key are done each time. */
export async function doOnce<T extends object>(ctx: Ctx, tx: Tx, work: () => Promise<T>): Promise<T> {
  const key = textField(ctx.req.body, KEY);
  if (!key || key.length > 100) return work();
  const { [KEY]: _, _csrf: __, ...content } = ctx.req.body;
  const request = { actor: ctx.visitor?.accountId ?? '', route: ctx.req.path, key, content };
  return (await once(tx, request, work)).answer;
}

/** A refusal of an engine in one sentence for a field and the summary; anything else is thrown on. */
function refusalOf(ctx: Ctx, error: unknown, path: string): FieldError {
  if (!isAppError(error) || error.status >= 500 || error.code === 'NOT_FOUND') throw error;
  const { code, params } = error;
  const words = { what: ctx.t(`error.${code}.what`, params), todo: ctx.t(`error.${code}.todo`, params) };
  return { path, message: ctx.t('administration.refusal', words) };
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

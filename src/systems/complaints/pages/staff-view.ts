import { type Answer, type Ctx, page, queryText } from '#platform/http';
import { type Errors, errorSummary, html, note, type Printable, staffPage, wholeCodes } from '#ui';
import type { Complaint } from '../types.ts';

export const COMPLAINTS = '/can-bo/khieu-nai';
export const staffPath = (c: Pick<Complaint, 'id'>): string => `${COMPLAINTS}/${c.id}`;

/** After a change the browser is sent to a page with `xong=…`, which says in a sentence what was done. */
const done = (ctx: Ctx): Printable => {
  const key = `complaints.done.${queryText(ctx.req.query, 'xong')}`;
  return ctx.texts.has(key) && html`<div role="status">${note(ctx.t(key))}</div>`;
};

/** A page of those who handle complaints: the way back, what was just done, errors first. `status`: where it is what somebody reads who came too late. */
export function complaintsPage(
  ctx: Ctx,
  {
    title,
    back,
    errors = [],
    status,
  }: { title: string; back?: { href: string; label: string }; errors?: Errors; status?: number },
  main: Printable,
): Answer {
  return page(
    staffPage(
      ctx,
      { title, active: 'complaints', error: errors.length > 0 || status !== undefined },
      html`${back && html`<p><a href="${back.href}">‹ ${wholeCodes(back.label)}</a></p>`}${done(ctx)}${errorSummary(ctx.t, errors)}
<h1>${title}</h1>
${main}`,
    ),
    { status: status ?? (errors.length ? 422 : 200) },
  );
}

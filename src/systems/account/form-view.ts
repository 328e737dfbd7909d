import type { Ctx } from '#platform/http';
import { button, csrfField, errorSummary, type FieldError, type Html, html, type Printable } from '#ui';

export type FormView = {
  title: string;
  /** Sentences under the heading. */
  lead?: Printable;
  action: string;
  errors?: readonly FieldError[];
  next?: string | null;
  fields: Printable;
  button: string;
  /** Below the form. */
  after?: Printable;
};

/** A page with one form: summary of errors, heading, fields, one button. */
export const formView = (ctx: Ctx, view: FormView): Html => html`${errorSummary(ctx.t, view.errors ?? [])}
<h1>${view.title}</h1>
${view.lead}
<form method="post" action="${view.action}" novalidate>${csrfField(ctx)}${
  view.next && html`<input type="hidden" name="next" value="${view.next}">`
}
${view.fields}
<p>${button({ label: view.button })}</p></form>
${view.after}`;

export const errorOf = (errors: readonly FieldError[], path: string): string | undefined =>
  errors.find(e => e.path === path)?.message;

import { newId } from '#platform/db';
import { type Ctx, textField } from '#platform/http';
import { button } from '../components/button/component.ts';
import type { FieldError } from '../components/error-summary/component.ts';
import { type Html, html, type Printable } from '../html.ts';
import { csrfField } from '../layout/document.ts';

export type Errors = readonly FieldError[];

/** What is wrong with a field, for the words beside it. */
export const errorOf = (errors: Errors, path: string): string | undefined =>
  errors.find(e => e.path === path)?.message;

/** What stands in a field: what was typed, or before anything was, `first`. */
export const typedOr = (ctx: Ctx, name: string, first = ''): string =>
  ctx.req.method === 'GET' ? first : textField(ctx.req.body, name);

type FormView = {
  action: string;
  fields: Printable;
  button: string;
  /** Beside the button: other buttons of the same form. */
  after?: Printable;
  /** One of the lesser things on the page. */
  alt?: boolean;
  upload?: boolean;
  /** Several such forms on a page: read out before each button, to tell them apart. */
  about?: string;
};

/** Name of the hidden field that tells a repeated press of the button from a second wish. */
export const ONCE = 'lan';

/** A form that posts, with the hidden fields that every such form holds. */
export const postForm = (ctx: Ctx, view: FormView): Html =>
  html`<form method="post" action="${view.action}"${view.upload && html` enctype="multipart/form-data"`} novalidate>${csrfField(ctx)}<input type="hidden" name="${ONCE}" value="${
    textField(ctx.req.body, ONCE) || newId()
  }">
${view.fields}
<p class="row">${button({ label: view.button, ...(view.alt ? { alt: true } : {}) })}${view.about && html`<span class="vh"> ${view.about}</span>`}${view.after}</p></form>
`;

/** A form that asks by address (a filter), so that what is shown can be sent to a colleague. */
export const askForm = (
  action: string,
  fields: Printable,
  label: string,
  hidden: Record<string, string> = {},
): Html =>
  html`<form class="ask wide" action="${action}">${Object.entries(hidden).map(
    ([name, value]) => value && html`<input type="hidden" name="${name}" value="${value}">`,
  )}${fields}
${button({ label, alt: true })}</form>
`;

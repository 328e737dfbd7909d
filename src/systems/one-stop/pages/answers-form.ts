import {
  applyPage,
  type FieldPath,
  type Form,
  type FormData,
  type FormPage,
  fieldsOf,
  itemsOf,
  itemTitle,
  readPost,
  renderFormPage,
  shownPages,
  valueAt,
} from '#engines/forms';
import type { Ctx } from '#platform/http';
import { type Errors, type Html, html } from '#ui';

const NONE: ReadonlySet<FieldPath> = new Set();

const isTyped = (form: Form, page: FormPage, without: ReadonlySet<FieldPath>): boolean =>
  fieldsOf(form, page.id).some(f => f.widget !== 'file' && !without.has(f.path));

/** The answers of a dossier as an official corrected them: of a repeating group as many items as there were. Files and `without` stay. */
export function readAnswers(ctx: Ctx, form: Form, before: FormData, without = NONE): FormData {
  const kept = Object.fromEntries([...without].map(path => [path, valueAt(before, path)]));
  if (ctx.req.method === 'GET') return before;
  let data = before;
  for (const page of form.pages) {
    if (!isTyped(form, page, without) || !shownPages(form, data).includes(page)) continue;
    const items = page.group ? itemsOf(before, page.group).map((_, i) => i) : [undefined];
    for (const item of items) {
      const typed = { ...readPost(form, page.id, ctx.req.body, item), ...kept };
      data = applyPage(form, page.id, data, typed, item);
    }
  }
  return data;
}

/** The pages of the form that ask for more than files and `without`, one below the other, to be corrected. */
export async function answerParts(
  ctx: Ctx,
  form: Form,
  data: FormData,
  errors: Errors,
  date: string,
  without = NONE,
): Promise<Html> {
  const options = { withoutFiles: true as const, date, without };
  const parts: Html[] = [];
  for (const page of shownPages(form, data).filter(p => isTyped(form, p, without))) {
    const title = page.title[ctx.lang];
    if (!page.group) {
      const fields = await renderFormPage(ctx, form, page.id, data, errors, options);
      parts.push(html`<section class="part"><h2>${title}</h2><div class="fs two">${fields}</div></section>`);
      continue;
    }
    const items: Html[] = [];
    for (let item = 0; item < itemsOf(data, page.group).length; item++)
      items.push(html`<fieldset class="part"><legend>${await itemTitle(ctx, form, page, data, item)}</legend>
<div class="fs two">${await renderFormPage(ctx, form, page.id, data, errors, { ...options, item })}</div></fieldset>`);
    if (items.length) parts.push(html`<section><h2>${title}</h2>${items}</section>`);
  }
  return html`${parts}`;
}

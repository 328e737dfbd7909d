import {
  applyPage,
  drawnFields,
  type FieldPath,
  type Form,
  type FormData,
  type FormPage,
  fieldsOf,
  forStaff,
  itemsOf,
  itemTitle,
  readPost,
  renderFormPage,
  shownFields,
  shownPages,
  valueAt,
} from '#engines/forms';
import { type Ctx, textField } from '#platform/http';
import { type Errors, type FieldError, type Html, html } from '#ui';

const NONE: ReadonlySet<FieldPath> = new Set();

/** Goes along with the answers: which of them the page that is sent had asked for. */
export const ASKED = 'da-hoi';

/** Which answers the page that was sent had asked for; undefined where it does not say. */
const askedIn = (ctx: Ctx): ReadonlySet<string> | undefined => {
  const said = textField(ctx.req.body, ASKED);
  return said ? new Set(said.split(' ')) : undefined;
};

/** Whether a page asks for something to be typed or chosen; of a repeating group, whether its items do. */
const isTyped = (form: Form, page: FormPage, without: ReadonlySet<FieldPath>): boolean =>
  fieldsOf(form, page.id, page.group ? 0 : undefined).some(f => f.widget !== 'file' && !without.has(f.path));

/** The parts in which answers are corrected: each page that asks for more than files and `without`, of a repeating group each item. */
const partsAsked = (form: Form, data: FormData, without: ReadonlySet<FieldPath>) =>
  shownPages(form, data)
    .filter(page => isTyped(form, page, without))
    .map(page => ({ page, items: page.group ? itemsOf(data, page.group).map((_, i) => i) : [undefined] }));

const optionsOf = (without: ReadonlySet<FieldPath>, item?: number) => ({
  withoutFiles: true as const,
  askedOnly: true as const,
  without,
  ...(item === undefined ? {} : { item }),
});

/** The fields that are typed or chosen on the page as it is drawn with `data`. */
const typedFields = (form: Form, data: FormData, without: ReadonlySet<FieldPath>): FieldPath[] =>
  partsAsked(form, data, without).flatMap(({ page, items }) =>
    items.flatMap(item =>
      drawnFields(form, page.id, data, optionsOf(without, item))
        .filter(field => !field.layout.computed)
        .map(field => field.path),
    ),
  );

/**
 * The answers of a dossier as an official corrected them: of a repeating group as many items as there were. Files, `without` and what the page
 * had not asked for stay, as far as they are asked for.
 */
export function readAnswers(ctx: Ctx, form: Form, before: FormData, without = NONE): FormData {
  const kept = Object.fromEntries([...without].map(path => [path, valueAt(before, path)]));
  if (ctx.req.method === 'GET') return before;
  const asked = askedIn(ctx);
  let data = before;
  for (const page of form.pages) {
    if (!isTyped(form, page, without) || !shownPages(form, data).includes(page)) continue;
    const items = page.group ? itemsOf(before, page.group).map((_, i) => i) : [undefined];
    for (const item of items) {
      const sent = Object.entries(readPost(form, page.id, ctx.req.body, item)).map(([path, value]) => [
        path,
        asked && !asked.has(path) ? valueAt(before, path) : value,
      ]);
      data = applyPage(form, page.id, data, { ...Object.fromEntries(sent), ...kept }, item);
    }
  }
  return data;
}

/**
 * What has to be seen to before answers are corrected: what is asked for with them and was not on the page that was sent, which is drawn again
 * with these before anything is done, and `faults` elsewhere. A page that does not say what it had asked for has the faults alone.
 */
export function withAskedAnew(
  ctx: Ctx,
  form: Form,
  data: FormData,
  faults: readonly FieldError[],
  without = NONE,
): FieldError[] {
  const asked = askedIn(ctx);
  if (!asked) return [...faults];
  const shown = shownFields(form, data);
  const anew = typedFields(form, data, without).filter(path => shown.has(path) && !asked.has(path));
  return [
    ...anew.map(path => ({ path, message: ctx.t('one-stop.answers.asked-anew') })),
    ...faults.filter(fault => !anew.includes(fault.path)),
  ];
}

/**
 * The pages of the form that ask for more than files and `without`, one below the other, to be corrected: what is asked for with `data`, and what
 * a choice beside it brings out.
 */
export async function answerParts(
  ctx: Ctx,
  form: Form,
  data: FormData,
  errors: Errors,
  date: string,
  without = NONE,
): Promise<Html> {
  const parts: Html[] = [];
  const draw = (page: FormPage, item?: number) =>
    renderFormPage(ctx, forStaff(form), page.id, data, errors, { ...optionsOf(without, item), date });
  for (const { page, items } of partsAsked(form, data, without)) {
    const title = page.title[ctx.lang];
    if (!page.group) {
      parts.push(
        html`<section class="part"><h2>${title}</h2><div class="fs two">${await draw(page)}</div></section>`,
      );
      continue;
    }
    const drawn: Html[] = [];
    for (const item of items)
      drawn.push(html`<fieldset class="part"><legend>${await itemTitle(ctx, form, page, data, item ?? 0)}</legend>
<div class="fs two">${await draw(page, item)}</div></fieldset>`);
    const own = errors.find(e => e.path === page.group);
    if (drawn.length)
      parts.push(
        html`<section id="f-${page.group}"><h2>${title}</h2>${own && html`<p class="msg">${own.message}</p>`}${drawn}</section>`,
      );
  }
  return html`<input type="hidden" name="${ASKED}" value="${typedFields(form, data, without).join(' ')}"><div class="parts">${parts}</div>`;
}

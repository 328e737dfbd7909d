import { casesService, dataOf, loadProcedure, renewResult } from '#engines/cases';
import {
  applyPage,
  changedFields,
  type Form,
  type FormData,
  fieldOf,
  fieldsOf,
  itemsOf,
  itemTitle,
  readPost,
  renderFormPage,
  shownPages,
  validateAll,
} from '#engines/forms';
import { formatDate, localDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import { doneAt, type Errors, errorOf, type FieldError, type Html, html, textArea, typedOr } from '#ui';
import { pathOf } from '../handling/load.ts';
import { openDossier } from '../open.ts';
import { actId, type LoadedResult, loadResult, RESULT, resultRoutes } from './load.ts';

const REASON = 'ly-do';

type LoadedCorrection = LoadedResult & { form: Form; before: FormData };

/** The pages of the form that ask for more than files: what stands on a result was typed. */
const pagesOf = (form: Form, data: FormData) =>
  shownPages(form, data).filter(page => fieldsOf(form, page.id).some(f => f.widget !== 'file'));

/** The answers as they were corrected: of a repeating group as many items as there were. */
function entered(ctx: Ctx, { form, before }: LoadedCorrection): FormData {
  if (ctx.req.method === 'GET') return before;
  let data = before;
  for (const page of pagesOf(form, before)) {
    const items = page.group ? itemsOf(before, page.group).map((_, i) => i) : [undefined];
    for (const item of items)
      data = applyPage(form, page.id, data, readPost(form, page.id, ctx.req.body, item), item);
  }
  return data;
}

/** What is wrong with what was changed; what stood there before is not asked about again. */
async function faults(ctx: Ctx, form: Form, before: FormData, data: FormData): Promise<FieldError[]> {
  const changed = new Set(changedFields(form, before, data));
  const isChanged = (path: string) =>
    changed.has(fieldOf(form, path)) || [...changed].some(c => path.startsWith(`${c}.`));
  return (await validateAll(form, data, ctx)).filter(fault => isChanged(fault.path));
}

async function formParts(ctx: Ctx, loaded: LoadedCorrection, errors: Errors): Promise<Html> {
  const { form, before, dossier } = loaded;
  const data = entered(ctx, loaded);
  const options = { withoutFiles: true as const, date: localDate(dossier.receivedAt) };
  const parts: Html[] = [];
  for (const page of pagesOf(form, before)) {
    const title = page.title[ctx.lang];
    if (!page.group) {
      const fields = await renderFormPage(ctx, form, page.id, data, errors, options);
      parts.push(html`<section class="part"><h2>${title}</h2><div class="fs half">${fields}</div></section>`);
      continue;
    }
    const items: Html[] = [];
    for (let item = 0; item < itemsOf(data, page.group).length; item++)
      items.push(html`<fieldset class="part"><legend>${await itemTitle(ctx, form, page, data, item)}</legend>
<div class="fs half">${await renderFormPage(ctx, form, page.id, data, errors, { ...options, item })}</div></fieldset>`);
    if (items.length) parts.push(html`<section><h2>${title}</h2>${items}</section>`);
  }
  return html`${parts}`;
}

/** A slip of the pen is corrected: the answers that the result was drawn from, in the form's own fields. */
export const correctRoutes = resultRoutes<LoadedCorrection>('correct', {
  path: `${RESULT}/dinh-chinh`,
  load: async ctx => {
    const loaded = await loadResult(ctx, 'correct');
    // Whoever corrects sees all that was answered: it is written down that he looked.
    if (ctx.req.method === 'GET') await openDossier(ctx, loaded.dossier.id);
    const { form } = await loadProcedure(ctx.db, loaded.dossier);
    const before = (await dataOf(ctx.db, loaded.dossier, loaded.result)) as FormData;
    return { ...loaded, form, before };
  },
  title: (ctx, { result }) => ctx.t('one-stop.correct.title', { title: result.title }),
  about: ({ t }, { result }) =>
    html`<p>${t('one-stop.correct.about', { number: result.number, date: formatDate(result.issuedAt) })}</p>`,
  fields: async (ctx, loaded, errors) => html`${await formParts(ctx, loaded, errors)}
<section class="part"><h2>${ctx.t('one-stop.correct.why')}</h2>${textArea(ctx.t, {
    name: REASON,
    label: ctx.t('one-stop.correct.reason'),
    hint: ctx.t('one-stop.correct.reason-hint'),
    value: typedOr(ctx, REASON),
    error: errorOf(errors, REASON),
    rows: 3,
  })}</section>`,
  button: 'one-stop.correct.button',
  submit: async (ctx, loaded) => {
    const { dossier, result, actor, form, before } = loaded;
    const data = entered(ctx, loaded);
    const reason = posted(ctx.req.body, REASON);
    const errors = await faults(ctx, form, before, data);
    if (reason.length < 10) errors.push({ path: REASON, message: ctx.t('one-stop.correct.reason-missing') });
    if (errors.length) return errors;
    await renewResult(
      ctx.db,
      ctx.get(casesService),
      {
        id: actId(ctx),
        dossierId: dossier.id,
        resultId: result.id,
        kind: 'correction',
        reason,
        data,
        signerName: ctx.visitor!.name,
      },
      actor,
    );
    return doneAt(pathOf(dossier), 'result-corrected');
  },
  otherwise: REASON,
});

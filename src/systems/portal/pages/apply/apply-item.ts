import { type Draft, infectedFiles, withWaitingFiles } from '#engines/cases';
import { type FormData, fieldsOf, itemsOf, itemTitle, mostItems, renderFormPage, said } from '#engines/forms';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import { button, citizenPage, csrfField, errorSummary, type FieldError, type Html, html } from '#ui';
import { actingLine } from './apply-for.ts';
import { conflictNote, sourceWords, UPLOAD } from './apply-step.ts';
import { base, elsewhere, type Open, open, pageOf } from './open-draft.ts';
import { keptFaults, type SavedPage, savePage } from './save-page.ts';
import { answerScan, cardPart, scannedNote } from './scan-card.ts';

/** Which item the address names, counted from 0: one that is there, or the one after the last. Throws NotFound. */
function itemAsked(ctx: Ctx, opened: Open) {
  const { part } = pageOf(opened, ctx.req.params.page ?? '');
  const said = ctx.req.params.item ?? '';
  const item = /^[1-9]\d?$/.test(said) ? Number(said) - 1 : -1;
  if (!part.group || item < 0) throw NotFound();
  const there = itemsOf(opened.draft.data as FormData, part.group).length;
  if (item > there || item >= mostItems(opened.form, part.group)) throw NotFound();
  return { part, item };
}

type ItemView = { data: FormData; errors: readonly FieldError[]; draft: Draft; above?: Html };

async function itemPage(ctx: Ctx, opened: Open, view: ItemView): Promise<Answer> {
  const { t } = ctx;
  const { form, name } = opened;
  const { data, errors, draft } = view;
  const { part, item } = itemAsked(ctx, opened);
  const title = await itemTitle(ctx, form, part, data, item);
  return page(
    citizenPage(
      ctx,
      { title, backTo: `${base(draft)}/${part.id}`, error: errors.length > 0 },
      html`${errorSummary(t, errors)}
${view.above}${scannedNote(ctx, form, part, item)}
<form class="fill" method="post" enctype="multipart/form-data" novalidate>${csrfField(ctx)}<input type="hidden" name="_revision" value="${draft.revision}">
<p class="q">${said(part.title, t.lang)} · ${name}</p>
<h1>${title}</h1>
${actingLine(ctx, opened)}${cardPart(ctx, opened, part, errors, item)}${await renderFormPage(ctx, form, part.id, data, errors, { item, sources: sourceWords(ctx, opened, { draft, data }, fieldsOf(form, part.id, item)) })}
<p>${button({ label: t('portal.apply.save-item') })}</p>
</form>`,
    ),
    { status: ctx.req.method === 'GET' ? 200 : errors.length ? 422 : view.above ? 409 : 200 },
  );
}

async function show(ctx: Ctx): Promise<Answer> {
  const opened = await open(ctx);
  const { draft } = opened;
  const other = await elsewhere(ctx, draft);
  if (other) return redirect(other);
  const { part, item } = itemAsked(ctx, opened);
  const fields = fieldsOf(opened.form, part.id, item);
  const data = await withWaitingFiles(ctx, { ...opened, under: `${base(draft)}/` }, fields);
  const filled = scannedNote(ctx, opened.form, part, item) !== undefined;
  const infected = await infectedFiles(ctx, draft, fields);
  const kept = await keptFaults(ctx, opened, part, data, { item, filled });
  const errors = [...infected, ...kept.filter(k => !infected.some(i => i.path === k.path))];
  return itemPage(ctx, opened, { data, errors, draft });
}

/** Saves one item of a repeating group, then back to the list. The same post again saves the same item. */
async function save(ctx: Ctx): Promise<Answer> {
  const opened = await open(ctx);
  const { draft } = opened;
  if (draft.dossierId) return redirect(`${base(draft)}/da-nop`);
  const { part, item } = itemAsked(ctx, opened);
  const again = async (view: SavedPage) =>
    view.conflicts.length
      ? itemPage(ctx, opened, { ...view, above: await conflictNote(ctx, opened, view) })
      : itemPage(ctx, { ...opened, draft: view.draft }, view);
  const scan = await answerScan(ctx, opened, part, item, again);
  if (scan) return scan;
  const saved = await savePage(ctx, opened, part, { item });
  if (saved.conflicts.length || saved.errors.length) return again(saved);
  return redirect(`${base(draft)}/${part.id}`);
}

export const itemRoutes: readonly Route[] = [
  { method: 'GET', path: '/nop/:draft/:page/:item', rule: 'citizen', handler: show },
  { method: 'POST', path: '/nop/:draft/:page/:item', rule: 'citizen', handler: save, upload: UPLOAD },
];

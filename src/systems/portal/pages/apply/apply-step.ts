import {
  type Draft,
  infectedFiles,
  listDraftFiles,
  offered,
  offeredAgain,
  removeItemFiles,
  saveDraft,
  withWaitingFiles,
} from '#engines/cases';
import {
  answerText,
  type Field,
  type FormData,
  faultyPages,
  fieldsOf,
  itemsOf,
  onlinePages,
  renderFormPage,
  renderGroupPage,
  said,
  valueAt,
  withoutItem,
} from '#engines/forms';
import { formatDate, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect, textField } from '#platform/http';
import { button, citizenPage, csrfField, errorSummary, type FieldError, type Html, html, note } from '#ui';
import { actingLine } from './apply-for.ts';
import { base, draftAhead, elsewhere, type Open, open, pageOf } from './open-draft.ts';
import { answerOwn, ownNote, ownPart } from './own-part.ts';
import { reusePart } from './reuse-part.ts';
import { keptFaults, type SavedPage, savePage } from './save-page.ts';
import { answerScan, cardPart, scannedNote } from './scan-card.ts';

/** More than a file may have: what is too large for the store is told at its field, and the rest of the page is kept. */
export const UPLOAD = { maxBytes: 60_000_000, maxFiles: 10 };

/** What of a page another window saved otherwise, in words, above what was typed in this one. */
export async function conflictNote(ctx: Ctx, { draft }: Open, { conflicts }: SavedPage): Promise<Html> {
  const stored = draft.data as FormData;
  const rows: string[] = [];
  for (const field of conflicts)
    rows.push(
      ctx.t('portal.apply.changed-field', {
        label: said(field.layout.label, ctx.t.lang),
        stored: await answerText(ctx, field, stored),
      }),
    );
  return html`${note(ctx.t('portal.apply.changed'))}
<ul>${rows.map(row => html`<li>${row}</li>`)}</ul>
<p><a href="${ctx.req.path}">${ctx.t('portal.apply.take-stored')}</a></p>`;
}

/** What is the applicant's own, and is called another's where the visitor fills it in for him. */
const OF_SOMEBODY = new Set(['profile', 'past']);

const wordsOf = (
  { t }: Ctx,
  { principal }: Open,
  sources: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sources).map(([path, source]) => [
      path,
      principal !== undefined && OF_SOMEBODY.has(source)
        ? t(`portal.mandate.from-${source}`, { name: principal })
        : t(`cases.prefill.${source}`),
    ]),
  );

/** The words for where answers of a draft to these fields came from, by field; not of what was typed over since. */
export const sourceWords = (
  ctx: Ctx,
  opened: Open,
  { draft, data }: Pick<StepView, 'draft' | 'data'>,
  fields: readonly Field[],
): Record<string, string> =>
  wordsOf(
    ctx,
    opened,
    Object.fromEntries(
      fields.flatMap(({ path }) => {
        const source = Object.hasOwn(draft.sources, path) ? draft.sources[path] : undefined;
        return source !== undefined && valueAt(data, path) === valueAt(draft.data as FormData, path)
          ? [[path, source]]
          : [];
      }),
    ),
  );

/** The same of papers that were handed in before. */
async function reusedWords(
  ctx: Ctx,
  draft: Draft,
  fields: readonly Field[],
): Promise<Record<string, string>> {
  if (!fields.some(f => f.widget === 'file')) return {};
  const files = await listDraftFiles(ctx.db, draft.id);
  return Object.fromEntries(
    files.flatMap(f => (f.reusedFrom ? [[f.field, ctx.t('portal.reuse.mark', { code: f.reusedFrom })]] : [])),
  );
}

/** The fields of a page; where nothing was answered yet, with what is known already. */
async function fieldsWithOffers(
  ctx: Ctx,
  opened: Open,
  id: string,
  { data, errors, draft }: StepView,
): Promise<Html> {
  const { form } = opened;
  const asked = { accountId: draft.principalId ?? draft.accountId, saved: id in draft.pageRevisions };
  const fields = fieldsOf(form, id);
  const offer = await offered(ctx, form, fields, data, asked);
  return renderFormPage(ctx, form, id, offer.data, errors, {
    sources: {
      ...sourceWords(ctx, opened, { draft, data }, fields),
      ...wordsOf(ctx, opened, offer.sources),
      ...(await reusedWords(ctx, draft, fields)),
    },
  });
}

type StepView = { data: FormData; errors: readonly FieldError[]; draft: Draft; above?: Html };

async function stepPage(
  ctx: Ctx,
  opened: Open,
  id: string,
  view: StepView,
  place = pageOf(opened, id),
): Promise<Answer> {
  const { t } = ctx;
  const { form, name } = opened;
  const { draft, errors, data } = view;
  const { part, number, pages } = place;
  const asked = part.group ? [] : fieldsOf(form, part.id);
  const fields = part.group
    ? await renderGroupPage(ctx, form, part.id, data, errors, {
        itemHref: item => `${base(draft)}/${part.id}/${item + 1}`,
        removeName: '_remove',
      })
    : await fieldsWithOffers(ctx, opened, part.id, view);
  return page(
    citizenPage(
      ctx,
      { title: said(part.title, t.lang), backTo: base(draft), error: errors.length > 0 },
      html`${errorSummary(t, errors)}
${view.above}${scannedNote(ctx, form, part)}${ownNote(ctx)}
<form class="fill" method="post" enctype="multipart/form-data" novalidate>${csrfField(ctx)}<input type="hidden" name="_revision" value="${draft.revision}">
<p class="q">${t('portal.apply.part', { n: number, all: pages.length, name })}</p>
<h1>${said(part.title, t.lang)}</h1>
${actingLine(ctx, opened)}${part.group ? null : html`${cardPart(ctx, opened, part, errors)}${await ownPart(ctx, opened, part)}`}${reusePart(ctx, asked, await offeredAgain(ctx, draft, form, asked))}${fields}
<p>${button({ label: t('portal.apply.save') })}</p>
<p class="q">${draft.revision > 0 && t('portal.apply.saved', { at: formatDate(draft.updatedAt) })} ${t('portal.apply.kept')}</p>
</form>`,
    ),
    { status: ctx.req.method === 'GET' ? 200 : errors.length ? 422 : view.above ? 409 : 200 },
  );
}

async function step(ctx: Ctx): Promise<Answer> {
  const opened = await open(ctx);
  const { draft } = opened;
  const other = await elsewhere(ctx, draft);
  if (other) return redirect(other);
  const place = pageOf(opened, ctx.req.params.page ?? '');
  const { part } = place;
  const fields = part.group ? [] : fieldsOf(opened.form, part.id);
  const data = await withWaitingFiles(ctx, { ...opened, under: `${base(draft)}/` }, fields);
  const filled = Boolean(scannedNote(ctx, opened.form, part) ?? ownNote(ctx));
  const infected = await infectedFiles(ctx, draft, fields);
  const kept = part.group ? [] : await keptFaults(ctx, opened, part, data, { filled });
  const errors = [...infected, ...kept.filter(k => !infected.some(i => i.path === k.path))];
  return stepPage(ctx, opened, part.id, { data, errors, draft }, place);
}

/** Saves a page: always what was typed, done or not; then the page again with what to mend, or the next one. */
async function save(ctx: Ctx): Promise<Answer> {
  const opened = await open(ctx);
  const { draft, form } = opened;
  if (draft.dossierId) return redirect(`${base(draft)}/da-nop`);
  const { part, pages } = pageOf(opened, ctx.req.params.page ?? '');
  const remove = textField(ctx.req.body, '_remove');
  if (part.group && remove !== '') return removeItem(ctx, opened, part.id, part.group, Number(remove));
  const again = async (view: SavedPage) =>
    view.conflicts.length
      ? stepPage(ctx, opened, part.id, { ...view, above: await conflictNote(ctx, opened, view) })
      : stepPage(ctx, { ...opened, draft: view.draft }, part.id, view);
  const scan = await answerScan(ctx, opened, part, undefined, again);
  if (scan) return scan;
  const own = await answerOwn(ctx, opened, part, again);
  if (own) return own;
  const saved = await savePage(ctx, opened, part);
  if (saved.conflicts.length || saved.errors.length) return again(saved);
  const shown = onlinePages(form, saved.data);
  const next = shown[shown.findIndex(p => p.id === part.id) + 1];
  const allDone =
    pages.every(p => saved.draft.pagesDone.includes(p.id)) &&
    faultyPages(form, saved.data, localDate(ctx.clock.now())).size === 0;
  return redirect(allDone ? `${base(draft)}/kiem-tra` : next ? `${base(draft)}/${next.id}` : base(draft));
}

/** Takes an item of a repeating group out, with its files. Pressed twice, or with an old page, it takes nothing else. */
async function removeItem(ctx: Ctx, opened: Open, id: string, group: string, item: number): Promise<Answer> {
  const { draft } = opened;
  const data = draft.data as FormData;
  if (!Number.isInteger(item) || item < 0 || item >= itemsOf(data, group).length) throw NotFound();
  if (Number(textField(ctx.req.body, '_revision')) < (draft.pageRevisions[id] ?? 0))
    return stepPage(ctx, opened, id, {
      data,
      errors: [],
      draft,
      above: note(ctx.t('portal.apply.changed-list')),
    });
  const next = withoutItem(data, group, item);
  await ctx.db.tx(async tx => {
    await saveDraft(tx, draft, { data: next, page: id, revision: draft.revision }, ctx.clock.now());
    await removeItemFiles(tx, draft.id, group, item);
  });
  return redirect(`${base(draft)}/${id}`);
}

export const stepRoutes: readonly Route[] = [
  { method: 'GET', path: '/nop/:draft/:page', rule: 'citizen', handler: step, ahead: draftAhead },
  { method: 'POST', path: '/nop/:draft/:page', rule: 'citizen', handler: save, upload: UPLOAD },
];

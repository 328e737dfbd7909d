import {
  addDraftFile,
  casesService,
  type Draft,
  draftFormOf,
  dropDraft,
  getDraft,
  listDraftFiles,
  removeDraftFile,
  saveDraft,
  startDraftFor,
} from '#engines/cases';
import {
  applyPage,
  type Form,
  type FormData,
  type FormPage,
  faultyPages,
  readPost,
  renderFormPage,
  shownPages,
  validatePage,
} from '#engines/forms';
import { formatDate, localDate } from '#platform/clock';
import { isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect, textField } from '#platform/http';
import {
  button,
  citizenPage,
  csrfField,
  errorSummary,
  type FieldError,
  type Html,
  html,
  note,
  type TaskPart,
  taskList,
} from '#ui';
import { filesByField, withFiles } from './draft-files.ts';

// More than a file may have: what is too large for the store is told at its field, and the rest of the page is kept.
const UPLOAD = { maxBytes: 60_000_000, maxFiles: 10 };

type Open = { draft: Draft; form: Form; name: string; code: string };

async function open(ctx: Ctx): Promise<Open> {
  const draft = await getDraft(ctx.db, ctx.visitor!.accountId, ctx.req.params.draft ?? '', ctx.clock.now());
  const { form, version } = await draftFormOf(ctx.db, draft);
  return { draft, form, name: version.name, code: version.code };
}

const base = (draft: Draft) => `/nop/${draft.id}`;

/** Begins, or goes on with what was begun: one unfinished application for a procedure at a time. */
async function begin(ctx: Ctx): Promise<Answer> {
  const draft = await ctx.db.tx(tx => startDraftFor(tx, ctx, ctx.req.params.code ?? ''));
  return redirect(base(draft));
}

/** The parts of the application: what is done, what must be mended, what is next. */
async function parts(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const { draft, form, name, code } = await open(ctx);
  if (draft.dossierId) return redirect(`${base(draft)}/da-nop`);
  const shown = shownPages(form, draft.data as FormData);
  const faulty = faultyPages(form, draft.data as FormData, localDate(ctx.clock.now()));
  const done = (p: FormPage) => draft.pagesDone.includes(p.id) && !faulty.get(p.id);
  const rows: TaskPart[] = shown.map(p => ({
    label: p.title[t.lang],
    href: `${base(draft)}/${p.id}`,
    ...(done(p)
      ? { state: 'done' as const }
      : draft.pagesDone.includes(p.id)
        ? { state: 'fix' as const, errors: faulty.get(p.id) ?? 1 }
        : { state: 'todo' as const }),
  }));
  const ready = shown.every(done);
  rows.push({
    label: t('portal.apply.check'),
    href: `${base(draft)}/kiem-tra`,
    state: ready ? 'todo' : 'locked',
  });
  const next = shown.find(p => !done(p));
  const finished = shown.filter(done).length;
  return page(
    citizenPage(
      ctx,
      { title: name, crumbs: [{ href: `/thu-tuc/${code}`, label: name }] },
      html`<h1>${name}</h1>
<p>${t('portal.apply.progress', { done: finished, all: shown.length, until: formatDate(draft.expiresAt) })}</p>
${taskList(t, rows)}
<p>${
        next
          ? button({
              label: t('portal.apply.go-on', { part: next.title[t.lang] }),
              href: `${base(draft)}/${next.id}`,
            })
          : button({ label: t('portal.apply.check'), href: `${base(draft)}/kiem-tra` })
      }</p>
<form method="post" action="${base(draft)}/bo">${csrfField(ctx)}<p>${button({ label: t('portal.apply.drop'), alt: true })}</p></form>`,
    ),
  );
}

function pageOf(
  form: Form,
  data: FormData,
  id: string,
): { page: FormPage; number: number; pages: readonly FormPage[] } {
  const pages = shownPages(form, data);
  const index = pages.findIndex(p => p.id === id);
  if (index < 0) throw NotFound();
  return { page: pages[index]!, number: index + 1, pages };
}

type StepView = { data: FormData; errors: readonly FieldError[]; revision: number; changed?: boolean };

async function stepPage(ctx: Ctx, opened: Open, id: string, view: StepView): Promise<Answer> {
  const { t } = ctx;
  const { draft, form, name } = opened;
  const { page: part, number, pages } = pageOf(form, draft.data as FormData, id);
  const fields: Html = await renderFormPage(ctx, form, part.id, view.data, view.errors);
  return page(
    citizenPage(
      ctx,
      { title: part.title[t.lang], backTo: base(draft), error: view.errors.length > 0 },
      html`${errorSummary(t, view.errors)}
${view.changed && note(t('portal.apply.changed'))}
<form method="post" enctype="multipart/form-data" novalidate>${csrfField(ctx)}<input type="hidden" name="_revision" value="${view.revision}">
<p class="q">${t('portal.apply.part', { n: number, all: pages.length, name })}</p>
<h1>${part.title[t.lang]}</h1>
${fields}
<p>${button({ label: t('portal.apply.save') })}</p>
<p class="q">${draft.revision > 0 && t('portal.apply.saved', { at: formatDate(draft.updatedAt) })} ${t('portal.apply.kept')}</p>
</form>`,
    ),
    { status: view.errors.length ? 422 : view.changed ? 409 : 200 },
  );
}

async function step(ctx: Ctx): Promise<Answer> {
  const opened = await open(ctx);
  const { draft } = opened;
  if (draft.dossierId) return redirect(`${base(draft)}/da-nop`);
  return stepPage(ctx, opened, ctx.req.params.page ?? '', {
    data: draft.data as FormData,
    errors: [],
    revision: draft.revision,
  });
}

/** Stores what was uploaded with a page; a file that is refused becomes an error at its field, nothing else is lost. */
async function takeFiles(ctx: Ctx, draft: Draft, form: Form, part: FormPage): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  const store = ctx.get(casesService).files;
  for (const upload of ctx.req.uploads) {
    if (!part.fields.includes(upload.field)) continue;
    try {
      await ctx.db.tx(async tx => {
        const stored = await store.put(tx, { path: upload.path, filename: upload.filename });
        const most = form.fields[upload.field]?.maxFiles ?? 1;
        if (most === 1)
          for (const old of await listDraftFiles(tx, draft.id))
            if (old.field === upload.field) await removeDraftFile(tx, draft.id, old.id);
        await addDraftFile(
          tx,
          { draftId: draft.id, field: upload.field, filename: upload.filename, ...stored },
          ctx.clock.now(),
        );
      });
    } catch (error) {
      if (!isAppError(error)) throw error;
      errors.push({ path: upload.field, message: ctx.t(`error.${error.code}.todo`, error.params) });
    }
  }
  return errors;
}

/** Saves a page: always what was typed, done or not; then the page again with what to mend, or the next one. */
async function save(ctx: Ctx): Promise<Answer> {
  const opened = await open(ctx);
  const { draft, form } = opened;
  if (draft.dossierId) return redirect(`${base(draft)}/da-nop`);
  const { page: part, pages } = pageOf(form, draft.data as FormData, ctx.req.params.page ?? '');
  const fileErrors = await takeFiles(ctx, draft, form, part);
  const files = filesByField(await listDraftFiles(ctx.db, draft.id));
  const typed = applyPage(
    form,
    part.id,
    draft.data as FormData,
    readPost(form, part.id, ctx.req.body).values,
  );
  const data = withFiles(form, typed, files);
  const revision = Number(textField(ctx.req.body, '_revision'));
  // Two windows on one draft: the second is told, sees what it typed, and may save it over the first.
  if (revision !== draft.revision)
    return stepPage(ctx, opened, part.id, { data, errors: [], revision: draft.revision, changed: true });
  const faults = await validatePage(form, part.id, data, ctx);
  const errors = [...fileErrors, ...faults.filter(f => !fileErrors.some(e => e.path === f.path))];
  const saved = await ctx.db.tx(tx =>
    saveDraft(tx, draft, { data, pageDone: part.id, revision }, ctx.clock.now()),
  );
  if (errors.length)
    return stepPage(ctx, { ...opened, draft: saved }, part.id, { data, errors, revision: saved.revision });
  const shown = shownPages(form, data);
  const next = shown[shown.findIndex(p => p.id === part.id) + 1];
  const allDone =
    pages.every(p => saved.pagesDone.includes(p.id)) &&
    faultyPages(form, data, localDate(ctx.clock.now())).size === 0;
  return redirect(allDone ? `${base(draft)}/kiem-tra` : next ? `${base(draft)}/${next.id}` : base(draft));
}

async function drop(ctx: Ctx): Promise<Answer> {
  const { draft } = await open(ctx);
  await ctx.db.tx(tx => dropDraft(tx, draft));
  return redirect('/ho-so');
}

export const applyRoutes: readonly Route[] = [
  { method: 'POST', path: '/thu-tuc/:code/nop', rule: 'citizen', handler: begin },
  // Where signing in leads back to after the button was pressed without a session. It may be asked for again: there is
  // one unfinished draft of a procedure, and this finds it.
  { method: 'GET', path: '/thu-tuc/:code/nop', rule: 'citizen', handler: begin },
  { method: 'GET', path: '/nop/:draft', rule: 'citizen', handler: parts },
  { method: 'POST', path: '/nop/:draft/bo', rule: 'citizen', handler: drop },
  { method: 'GET', path: '/nop/:draft/:page', rule: 'citizen', handler: step },
  { method: 'POST', path: '/nop/:draft/:page', rule: 'citizen', handler: save, upload: UPLOAD },
];

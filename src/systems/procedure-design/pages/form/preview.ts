import {
  applyPage,
  checkForm,
  type Form,
  type FormData,
  readPost,
  renderFormPage,
  said,
  shownPages,
  validatePage,
} from '#engines/forms';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, queryText, type Route } from '#platform/http';
import { button, citizenPage, csrfField, errorSummary, type FieldError, html, note, url } from '#ui';
import { tabPath } from '../../view.ts';
import { FORM_PATH, isBuildable, type LoadedForm, loadForm } from './load-form.ts';

/** What may still be wrong with a form that can be shown: it is being made. */
const DRAWABLE = new Set(['page-empty', 'never-asked', 'no-pages', 'pattern-without-words']);

function formOf({ form }: LoadedForm): Form | undefined {
  const { definition, problems } = form;
  if (!definition || !isBuildable(definition, problems)) return undefined;
  const hard = checkForm(definition).filter(p => !DRAWABLE.has(p.code));
  return hard.length ? undefined : { ...definition, sha256: '' };
}

/** A page of the form as the citizen sees it. What is typed there is checked as the citizen's would be, and not kept. */
async function preview(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await loadForm(ctx);
  const form = formOf(loaded);
  const base = `${tabPath(loaded.code, 'form')}/xem`;
  const shell = (title: string, main: ReturnType<typeof html>, status = 200) =>
    page(citizenPage(ctx, { title }, main), { status, framed: true });
  if (!form)
    return shell(
      t('procedure-design.builder.preview'),
      html`<h1>${t('procedure-design.builder.preview')}</h1>${note(t('procedure-design.builder.preview-broken'))}`,
    );
  const id = queryText(ctx.req.query, 'trang') || form.pages[0]?.id;
  const part = form.pages.find(p => p.id === id);
  if (!part) throw NotFound();
  const item = part.group ? 0 : undefined;
  const blank: FormData = part.group ? { [part.group]: [{}] } : {};
  const sent = ctx.req.method === 'POST';
  const data = sent
    ? applyPage(form, part.id, blank, readPost(form, part.id, ctx.req.body, item), item)
    : blank;
  const errors: FieldError[] = sent ? await validatePage(form, part.id, data, ctx, item) : [];
  const title = said(part.title, t.lang);
  const links = form.pages.map(p =>
    p.id === part.id
      ? html`<b>${said(p.title, t.lang)}</b>`
      : html`<a href="${url(`${base}?trang=${p.id}`)}">${said(p.title, t.lang)}</a>`,
  );
  const asked = shownPages(form, data).some(p => p.id === part.id);
  return shell(
    title,
    html`${note(t('procedure-design.builder.preview-note'))}
<p class="q">${links.map((link, i) => html`${i > 0 && ' · '}${link}`)}</p>
${errorSummary(t, errors)}${sent && !errors.length && note(t('procedure-design.builder.preview-ok'))}
<form method="post" action="${url(`${base}?trang=${part.id}`)}" novalidate>${csrfField(ctx)}
<h1>${title}</h1>
${!asked && html`<p class="q">${t('procedure-design.builder.preview-conditional')}</p>`}
${await renderFormPage(ctx, form, part.id, data, errors, item === undefined ? {} : { item })}
<p>${button({ label: t('procedure-design.builder.preview-try') })}</p></form>`,
    errors.length ? 422 : 200,
  );
}

export const previewRoutes: readonly Route[] = (['GET', 'POST'] as const).map(method => ({
  method,
  path: `${FORM_PATH}/xem`,
  rule: { permission: 'procedure.edit' },
  handler: preview,
}));

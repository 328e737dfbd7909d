import {
  calculationWords,
  type FormDefinition,
  fieldLacksEnglish,
  groupOf,
  inSentence,
  kindOf,
  moveField,
  movePage,
  ownEnglish,
  readCalculation,
  removeField,
  removePage,
  said,
  schemaAt,
} from '#engines/forms';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { box, button, csrfField, type Errors, type Html, html, note, scrollTable, url } from '#ui';
import { conflictBox } from '../../conflict.ts';
import { savedText } from '../../parts.ts';
import { problemsBox } from '../../problems-box.ts';
import { editorPage, tabPath } from '../../view.ts';
import { askedIf } from './condition.ts';
import { FORM_PATH, isBuildable, keepForm, type LoadedForm, loadForm, READ } from './load-form.ts';
import { papersOpen } from './papers-open.ts';
import { placeText } from './place.ts';

const WHAT = 'viec';

/** More on one page are hard to take in on a phone; nobody is kept from them. */
const MOST_FIELDS = 7;

/** How an answer is worked out, in words where it was chosen in words. */
function workedOut(t: Translate, form: FormDefinition, path: string, feel: string): string {
  const calculation = readCalculation(form, feel, groupOf(form, path));
  return t('procedure-design.builder.calculation.is', {
    words: calculation ? calculationWords(t, form, calculation) : feel,
  });
}

/** One page of the form: its fields in a table, each with what can be done with it. */
function pageSection(ctx: Ctx, base: string, form: FormDefinition, at: number): Html {
  const { t } = ctx;
  const page = form.pages[at]!;
  const act = (what: string, of: string, label: string) =>
    button({ label, alt: true, name: WHAT, value: `${what}:${of}` });
  const rows = page.fields.map(path => {
    const layout = form.fields[path];
    const found = schemaAt(form, path);
    const label = said(layout?.label, t.lang) || path;
    return [
      html`<a href="${url(`${base}/o/${path}`)}">${label}</a>${layout?.computed !== undefined && html`<small>${workedOut(t, form, path, layout.computed)}</small>`}${layout?.showIf && html`<small>${askedIf(t, form, layout.showIf)}</small>`}${fieldLacksEnglish(form, path) && html`<small>${t('procedure-design.builder.no-english')}</small>`}`,
      t(`forms.kind.${kindOf(found?.schema ?? {}, layout)}`),
      found?.required ? t('procedure-design.builder.required') : t('procedure-design.builder.optional'),
      html`<span class="row">${act('len', path, t('procedure-design.builder.up', { label }))}${act('xuong', path, t('procedure-design.builder.down', { label }))}${act('xoa', path, t('procedure-design.builder.remove', { label }))}</span>`,
    ];
  });
  const title = said(page.title, t.lang) || page.id;
  return html`<section class="card" id="trang-${page.id}"><div class="row"><h2 class="grow">${at + 1}. ${title}</h2>
<a href="${url(`${base}/trang/${page.id}`)}">${t('procedure-design.builder.page-edit', { title })}</a>
${at > 0 && act('trang-len', page.id, t('procedure-design.builder.up', { label: title }))}${at < form.pages.length - 1 && act('trang-xuong', page.id, t('procedure-design.builder.down', { label: title }))}${act('trang-xoa', page.id, t('procedure-design.builder.remove', { label: title }))}</div>
${page.group && html`<p class="q">${t('procedure-design.builder.group', { label: inSentence(said(form.groups?.[page.group]?.label, t.lang) || page.group) })}</p>`}
${(!ownEnglish(page.title) || (page.group && !ownEnglish(form.groups?.[page.group]?.label))) && html`<p class="q">${t('procedure-design.builder.no-english.page')}</p>`}
${page.showIf && html`<p class="q">${askedIf(t, form, page.showIf)}</p>`}
${
  rows.length
    ? scrollTable({
        caption: t('procedure-design.builder.fields-of', { title }),
        captionHidden: true,
        columns: [
          { label: t('procedure-design.builder.field') },
          { label: t('procedure-design.builder.kind') },
          { label: t('procedure-design.builder.must') },
          { label: t('procedure-design.builder.acts') },
        ],
        rows,
      })
    : html`<p class="q">${t('procedure-design.builder.no-fields')}</p>`
}${rows.length > MOST_FIELDS && html`<p class="q">${t('procedure-design.builder.many-fields', { count: rows.length, most: MOST_FIELDS })}</p>`}
<p>${button({ label: t('procedure-design.builder.add-field'), href: `${base}/o?trang=${page.id}`, alt: true })}</p></section>`;
}

/** What the citizen sees, beside it: on a phone and on a desk. */
function previewBox(ctx: Ctx, base: string, form: FormDefinition): Html {
  const { t } = ctx;
  const [first] = form.pages;
  if (!first) return html``;
  const src = url(`${base}/xem?trang=${first.id}`);
  return html`<section><h2>${t('procedure-design.builder.preview')}</h2>
<p class="row"><a href="${src}" target="_blank" rel="noopener">${t('procedure-design.builder.preview-desk')}</a></p>
<iframe class="phone" src="${src}" title="${t('procedure-design.builder.preview-phone')}" width="360" height="740"></iframe></section>`;
}

/** Papers that the legal part demands and the form has no place for. */
function papersNote({ t }: Ctx, { draft, form }: LoadedForm, definition: FormDefinition): Html | '' {
  const open = form.standard || draft.serviceLevel === 'counter' ? [] : papersOpen(draft.papers, definition);
  if (!open.length) return '';
  return note(t('procedure-design.builder.papers-open', { names: open.map(p => `“${p.name}”`).join(', ') }));
}

async function builderPage(ctx: Ctx, loaded: LoadedForm, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const { code, form, draft } = loaded;
  const { definition } = form;
  const base = tabPath(code, 'form');
  const problems = problemsBox(
    ctx,
    'form',
    form.problems.map(p => ({
      place: placeText(t, form.definition, p.place),
      words: t(`forms.problem.${p.code}`, p.params),
    })),
  );
  const source = html`<p><a href="${base}/nguon">${t('procedure-design.builder.source')}</a></p>`;
  const saved = await savedText(ctx, code, 'form', form);
  if (!definition || !isBuildable(definition, form.problems))
    return editorPage(
      ctx,
      loaded,
      { tab: 'form', errors, saved },
      html`${box(html`<p>${t('procedure-design.builder.only-source')}</p>`)}${problems}${source}`,
    );
  return editorPage(
    ctx,
    loaded,
    { tab: 'form', errors, saved },
    html`${form.standard && note(t('procedure-design.form.is-standard'))}${problems}${papersNote(ctx, loaded, definition)}
${await conflictBox(ctx, errors, { draft, part: 'form', read: form.revision })}
<div class="cols"><div><form method="post" action="${base}">${csrfField(ctx)}<input type="hidden" name="${READ}" value="${form.revision}">
${definition.pages.map((_, i) => pageSection(ctx, base, definition, i))}</form>
<p class="row">${button({ label: t('procedure-design.builder.add-page'), href: `${base}/trang` })}</p>${source}</div>
<div>${previewBox(ctx, base, definition)}</div></div>`,
  );
}

const change = (form: FormDefinition, what: string, of: string): FormDefinition => {
  switch (what) {
    case 'len':
      return moveField(form, of, -1);
    case 'xuong':
      return moveField(form, of, 1);
    case 'xoa':
      return removeField(form, of);
    case 'trang-len':
      return movePage(form, of, -1);
    case 'trang-xuong':
      return movePage(form, of, 1);
    case 'trang-xoa':
      return removePage(form, of);
    default:
      return form;
  }
};

/** A button beside a field or a page was pressed. What is taken away is found again among the earlier saves. */
async function act(ctx: Ctx): Promise<Answer> {
  const loaded = await loadForm(ctx);
  const { definition } = loaded.form;
  if (!definition || !isBuildable(definition, loaded.form.problems)) return builderPage(ctx, loaded);
  const [what = '', of = ''] = posted(ctx.req.body, WHAT).split(':');
  const known =
    definition.pages.some(p => p.id === of || p.fields.includes(of)) &&
    (what.startsWith('trang-') || of in definition.fields);
  if (!known) return redirect(tabPath(loaded.code, 'form'));
  const done = await keepForm(
    ctx,
    loaded,
    change(definition, what, of),
    /xoa$/.test(what) ? 'builder-removed' : 'draft-saved',
  );
  return Array.isArray(done) ? builderPage(ctx, await loadForm(ctx), done) : redirect(done);
}

export const builderRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: FORM_PATH,
    rule: { permission: 'procedure.edit' },
    handler: async ctx => builderPage(ctx, await loadForm(ctx)),
  },
  { method: 'POST', path: FORM_PATH, rule: { permission: 'procedure.edit' }, handler: act },
];

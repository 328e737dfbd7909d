import { type BroughtPaper, type Dossier, loadProcedure, papersAsked, readCount } from '#engines/cases';
import type { FormData } from '#engines/forms';
import { type Ctx, textField as posted } from '#platform/http';
import { type Errors, errorOf, type FieldError, type Html, html, textField, typedOr } from '#ui';

const ORIGINALS = 'ban-chinh.';
const COPIES = 'ban-sao.';
const NAMED = 'ten.';
/** Rows for papers that the procedure does not name. */
const OTHERS = ['khac-1', 'khac-2', 'khac-3'];

type Asked = { key: string; name: string };

async function askedOf(ctx: Ctx, dossier: Dossier): Promise<Asked[]> {
  const { form, version } = await loadProcedure(ctx.db, dossier);
  return papersAsked(form, dossier.data as FormData, version).map(({ key, name }) => ({ key, name }));
}

const counts = (ctx: Ctx, key: string, errors: Errors, first = false): Html =>
  html`${[
    [ORIGINALS, 'one-stop.counter.originals'],
    [COPIES, 'one-stop.counter.copies'],
  ].map(([field, label]) => {
    const name = `${field}${key}`;
    return textField(ctx.t, {
      name,
      label: ctx.t(label ?? ''),
      value: typedOr(ctx, name),
      error: errorOf(errors, name),
      inputmode: 'numeric',
      autocomplete: 'off',
      focus: first && field === ORIGINALS && errors.length === 0,
    });
  })}`;

/** How many of which papers lie on the desk: those of the procedure, and others by name. */
export async function paperFields(ctx: Ctx, dossier: Dossier, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const asked = await askedOf(ctx, dossier);
  return html`<h2>${t('one-stop.brought.papers')}</h2><p class="q">${t('one-stop.brought.papers-hint')}</p>
${asked.map(
  ({ key, name }, i) =>
    html`<div class="paper" role="group" aria-labelledby="p-${key}"><p id="p-${key}"><b>${name}</b></p>${counts(ctx, key, errors, i === 0)}</div>
`,
)}${OTHERS.map(
  key =>
    html`<div class="paper" role="group" aria-label="${t('one-stop.brought.other-paper')}">${textField(t, {
      name: NAMED + key,
      label: t('one-stop.brought.other-paper'),
      value: typedOr(ctx, NAMED + key),
      error: errorOf(errors, NAMED + key),
      autocomplete: 'off',
      most: 200,
      focus: asked.length === 0 && key === OTHERS[0] && errors.length === 0,
    })}${counts(ctx, key, errors)}</div>
`,
)}`;
}

/** The papers as they were counted, or what is wrong with the counts. */
export async function readPapers(ctx: Ctx, dossier: Dossier): Promise<BroughtPaper[] | FieldError[]> {
  const { t } = ctx;
  const said = (name: string) => posted(ctx.req.body, name);
  const rows = [
    ...(await askedOf(ctx, dossier)),
    ...OTHERS.map(key => ({ key, name: said(NAMED + key) })).filter(
      ({ key, name }) => name || said(ORIGINALS + key) || said(COPIES + key),
    ),
  ];
  const faults: FieldError[] = [];
  const papers: BroughtPaper[] = [];
  for (const { key, name } of rows) {
    const originals = readCount(said(ORIGINALS + key));
    const copies = readCount(said(COPIES + key));
    if (!name) faults.push({ path: NAMED + key, message: t('one-stop.brought.other-name') });
    for (const [field, count] of [
      [ORIGINALS, originals],
      [COPIES, copies],
    ] as const)
      if (count === undefined)
        faults.push({ path: field + key, message: t('cases.desk.count', { paper: name }) });
    if (!originals && !copies) {
      if (OTHERS.includes(key) && originals === 0 && copies === 0)
        faults.push({ path: ORIGINALS + key, message: t('one-stop.brought.count-missing', { paper: name }) });
      continue;
    }
    papers.push({ name, originals: originals ?? 0, copies: copies ?? 0, scans: 0 });
  }
  return faults.length ? faults : papers;
}

/** Whether what `readPapers` gave are faults. */
export const areFaults = (read: readonly (BroughtPaper | FieldError)[]): read is FieldError[] =>
  read.some(r => 'path' in r);

import { createReadStream } from 'node:fs';
import { importProblemText, importProcedures, type ProcedureImport } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { dateField, type FieldError, fileField, type Html, html, keyValues, scrollTable } from '#ui';
import { actOf } from '../../act.ts';
import { readDay } from '../../days.ts';
import { errorOf } from '../../form.ts';
import { formRoutes, typedOr } from '../../form-page.ts';
import { adminPage } from '../../view.ts';
import { mustKeepProcedures, PROCEDURES, procedurePath } from './load.ts';

const FILE = 'tep';
const FROM = 'tu-ngay';
const MOST_SHOWN = 1_000;

const crumbs = (ctx: Ctx) => [{ href: PROCEDURES, label: ctx.t('administration.procedures.title') }];

/** One row a line, of the first thousand: what was refused, what is a draft and why, what to look at. */
function lines(
  ctx: Ctx,
  title: string,
  rows: ReadonlyArray<{ line: number; code: string | null; what: string }>,
  linked: boolean,
): Html | null {
  const { t } = ctx;
  if (!rows.length) return null;
  return html`<section><h2>${t(title, { count: rows.length })}</h2>${scrollTable({
    caption: t(title, { count: rows.length }),
    captionHidden: true,
    columns: [
      { label: t('administration.import.line'), figures: true },
      { label: t('administration.procedure.code') },
      { label: t('administration.import.what') },
    ],
    rows: rows
      .slice(0, MOST_SHOWN)
      .map(r => [
        r.line,
        linked && r.code ? html`<a href="${procedurePath(r.code)}">${r.code}</a>` : r.code,
        r.what,
      ]),
  })}${rows.length > MOST_SHOWN && html`<p class="q">${t('administration.import.more', { count: rows.length - MOST_SHOWN })}</p>`}</section>`;
}

function report(ctx: Ctx, r: ProcedureImport): Html {
  const { t } = ctx;
  const counts: Array<[string, number]> = [
    ['lines', r.lines],
    ['published', r.published],
    ['drafts', r.drafts.length],
    ['unchanged', r.unchanged],
    ['refused', r.refused.length],
  ];
  return html`<div role="status">${keyValues(
    t,
    counts.map(([key, n]) => ({
      label: t(`administration.import.procedures-${key}`),
      value: html`<span class="num">${n}</span>`,
    })),
  )}</div>
${lines(
  ctx,
  'administration.import.lines-refused',
  r.refused.map(x => ({ ...x, what: importProblemText(t, x) })),
  false,
)}
${lines(
  ctx,
  'administration.import.lines-drafts',
  r.drafts.map(x => ({ ...x, what: x.missing.map(m => t(`procedures.missing.${m}`)).join('. ') })),
  true,
)}
${lines(
  ctx,
  'administration.import.lines-remarks',
  r.remarks.map(x => ({ ...x, what: importProblemText(t, x) })),
  true,
)}
<p><a href="${PROCEDURES}">${t('administration.procedures.title')}</a></p>`;
}

export const importProcedureRoutes: readonly Route[] = formRoutes<null>({
  path: `${PROCEDURES}/nhap`,
  permission: 'procedure.manage',
  active: 'procedures',
  load: async ctx => {
    await mustKeepProcedures(ctx);
    return null;
  },
  title: ctx => ctx.t('administration.procedures.import'),
  crumbs,
  about: ctx => html`<p>${ctx.t('administration.procedures.import.about')}</p>`,
  fields: (ctx, _, errors) => {
    const { t } = ctx;
    return html`${fileField(t, {
      name: FILE,
      label: t('administration.procedures.import.file'),
      hint: t('administration.procedures.import.hint'),
      accept: '.jsonl,.ndjson,.json',
      error: errorOf(errors, FILE),
    })}${dateField(t, {
      name: FROM,
      label: t('administration.procedure.publish.from'),
      hint: t('administration.procedures.import.from.hint'),
      optional: true,
      value: typedOr(ctx, FROM),
      error: errorOf(errors, FROM),
    })}`;
  },
  button: 'administration.import.button',
  submit: async ctx => {
    const { t, req } = ctx;
    const errors: FieldError[] = [];
    const sent = req.uploads.find(u => u.field === FILE);
    const typed = posted(req.body, FROM);
    const from = readDay(typed);
    if (!sent) errors.push({ path: FILE, message: t('administration.import.no-file') });
    if (typed && !from) errors.push({ path: FROM, message: t('administration.day.wrong') });
    else if (from && from < localDate(ctx.clock.now()))
      errors.push({ path: FROM, message: t('administration.procedure.publish.past') });
    if (errors.length || !sent) return errors;
    const done = await importProcedures(ctx.db, createReadStream(sent.path), {
      ...actOf(ctx, 'procedure.manage'),
      ...(from ? { from } : {}),
    });
    const title = t('administration.procedures.import.report');
    return adminPage(ctx, { title, active: 'procedures', crumbs: crumbs(ctx) }, report(ctx, done));
  },
  otherwise: FILE,
  upload: { maxBytes: 30_000_000, maxFiles: 1 },
});

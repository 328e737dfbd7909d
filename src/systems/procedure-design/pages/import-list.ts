import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { actOf } from '#engines/identity';
import {
  importProblemText,
  importProcedures,
  type ProcedureImport,
  TRANSFER_FORMAT,
} from '#engines/procedures';
import { localDate, readDay } from '#platform/clock';
import { newId } from '#platform/db';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import {
  dateField,
  errorOf,
  type FieldError,
  fileField,
  type Html,
  html,
  keyValues,
  scrollTable,
  typedOr,
} from '#ui';
import { formRoutes } from '../form-page.ts';
import { mustEdit, procedurePath, ROOT } from '../load.ts';
import { designPage } from '../view.ts';

const FILE = 'tep';
const FROM = 'tu-ngay';
const MOST_SHOWN = 1_000;

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
      { label: t('procedure-design.import.line'), figures: true },
      { label: t('procedure-design.procedure.code') },
      { label: t('procedure-design.import.what') },
    ],
    rows: rows
      .slice(0, MOST_SHOWN)
      .map(r => [
        r.line,
        linked && r.code ? html`<a href="${procedurePath(r.code)}">${r.code}</a>` : r.code,
        r.what,
      ]),
  })}${rows.length > MOST_SHOWN && html`<p class="q">${t('procedure-design.import.more', { count: rows.length - MOST_SHOWN })}</p>`}</section>`;
}

function report(ctx: Ctx, r: ProcedureImport): Html {
  const { t } = ctx;
  const counts: Array<[string, number]> = [
    ['lines', r.lines],
    ['proposed', r.proposed],
    ['drafts', r.drafts.length],
    ['unchanged', r.unchanged],
    ['refused', r.refused.length],
  ];
  return html`<div role="status">${keyValues(
    t,
    counts.map(([key, n]) => ({
      label: t(`procedure-design.import.procedures-${key}`),
      value: html`<span class="num">${n}</span>`,
    })),
  )}</div>
${lines(
  ctx,
  'procedure-design.import.lines-refused',
  r.refused.map(x => ({ ...x, what: importProblemText(t, x) })),
  false,
)}
${lines(
  ctx,
  'procedure-design.import.lines-drafts',
  r.drafts.map(x => ({ ...x, what: x.missing.map(m => t(`procedures.missing.${m}`)).join('. ') })),
  true,
)}
${lines(
  ctx,
  'procedure-design.import.lines-remarks',
  r.remarks.map(x => ({ ...x, what: importProblemText(t, x) })),
  true,
)}
<p><a href="${ROOT}/cho-duyet">${t('procedure-design.waiting.title')}</a></p>`;
}

const LOOKED_AT = 64_000;

/** What a file is that is no list at all: one of whole procedures, or no text. Told once, not line by line. */
async function otherKind(path: string): Promise<'is-transfer' | 'not-text' | undefined> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.includes(0)) return 'not-text';
    // A letter may be cut in two at the end.
    const text = new TextDecoder('utf-8', { fatal: true });
    try {
      text.decode(head, { stream: true });
    } catch {
      return 'not-text';
    }
    return head.includes(`"${TRANSFER_FORMAT.split('/')[0]}/`) ? 'is-transfer' : undefined;
  } finally {
    await file.close();
  }
}

export const importListRoutes: readonly Route[] = formRoutes<null>({
  path: `${ROOT}/nhap`,
  permission: 'procedure.edit',
  active: 'import-list',
  load: async ctx => {
    await mustEdit(ctx);
    return null;
  },
  title: ctx => ctx.t('procedure-design.procedures.import'),
  about: ctx => html`<p>${ctx.t('procedure-design.procedures.import.about')}</p>`,
  fields: (ctx, _, errors) => {
    const { t } = ctx;
    return html`${fileField(t, {
      name: FILE,
      label: t('procedure-design.procedures.import.file'),
      hint: t('procedure-design.procedures.import.hint'),
      accept: '.jsonl,.ndjson,.json',
      error: errorOf(errors, FILE),
    })}${dateField(t, {
      name: FROM,
      label: t('procedure-design.procedure.publish.from'),
      hint: t('procedure-design.procedures.import.from.hint'),
      optional: true,
      value: typedOr(ctx, FROM),
      error: errorOf(errors, FROM),
    })}`;
  },
  button: 'procedure-design.import.button',
  submit: async ctx => {
    const { t, req } = ctx;
    const errors: FieldError[] = [];
    const sent = req.uploads.find(u => u.field === FILE);
    const typed = posted(req.body, FROM);
    const from = readDay(typed);
    if (!sent) errors.push({ path: FILE, message: t('procedure-design.import.no-file') });
    if (typed && !from) errors.push({ path: FROM, message: t('ui.day.wrong') });
    else if (from && from < localDate(ctx.clock.now()))
      errors.push({ path: FROM, message: t('procedure-design.procedure.publish.past') });
    const other = sent && (await otherKind(sent.path));
    if (other) errors.push({ path: FILE, message: t(`procedure-design.import.${other}`) });
    if (errors.length || !sent) return errors;
    const done = await importProcedures(ctx.db, createReadStream(sent.path), {
      ...actOf(ctx, 'procedure.edit'),
      batch: newId(),
      ...(from ? { from } : {}),
    });
    const title = t('procedure-design.procedures.import.report');
    return designPage(ctx, { title, active: 'import-list' }, report(ctx, done));
  },
  otherwise: FILE,
  upload: { maxBytes: 30_000_000, maxFiles: 1 },
});

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, page, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { button, citizenPage, formatFileSize, type Html, html, note, postForm } from '#ui';
import { askExport, EXPORT_DAYS, type Export, exportPath, findExport } from '../export/export.ts';
import { record } from '../record.ts';

export const EXPORT = '/tai-du-lieu';
const DOWNLOAD = `${EXPORT}/du-lieu-cua-toi.zip`;

function state(ctx: Ctx, made: Export): Html {
  const { t } = ctx;
  if (made.readyAt)
    return html`<p>${button({
      label: t('my-data.export.take', { size: formatFileSize(made.size ?? 0, t.lang) }),
      href: DOWNLOAD,
    })}</p>
<p class="q">${t('my-data.export.until', { at: formatDateTime(made.readyAt), until: formatDateTime(made.expiresAt) })}</p>`;
  const progress = made.total
    ? t('my-data.export.progress', { done: made.done, total: made.total })
    : t('my-data.export.waiting');
  return html`<div role="status">${note(progress)}</div><p><a href="${EXPORT}">${t('my-data.export.look-again')}</a></p>`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const made = await findExport(ctx.db, ctx.visitor!.accountId, ctx.clock.now());
  return page(
    citizenPage(
      ctx,
      { title: t('my-data.export.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('my-data.export.title')}</h1>
<p>${t('my-data.export.about', { days: EXPORT_DAYS })}</p>
${made && state(ctx, made)}
${
  (!made || made.readyAt) &&
  postForm(ctx, {
    action: EXPORT,
    fields: '',
    button: t(made ? 'my-data.export.again' : 'my-data.export.make'),
    alt: made !== undefined,
  })
}`,
    ),
  );
}

async function ask(ctx: Ctx): Promise<Answer> {
  const who = { accountId: ctx.visitor!.accountId, lang: ctx.lang };
  await ctx.db.tx(tx => askExport(tx, ctx.get(ledgerService), who, ctx.clock.now()));
  return redirect(EXPORT);
}

/** The copy, while it is there; that it was taken is an entry. */
async function take(ctx: Ctx): Promise<Answer> {
  const { accountId } = ctx.visitor!;
  const now = ctx.clock.now();
  const made = await findExport(ctx.db, accountId, now);
  const path = made?.readyAt && exportPath(ctx, made.id);
  if (!made || !path || !(await stat(path).catch(() => null))) throw NotFound();
  await ctx.db.tx(tx =>
    record(tx, ctx.get(ledgerService), accountId, 'export-taken', { export: made.id }, now),
  );
  return file(createReadStream(path), 'application/zip', { download: 'du-lieu-cua-toi.zip' });
}

export const exportRoutes: readonly Route[] = [
  { method: 'GET', path: EXPORT, rule: 'citizen', handler: show },
  {
    method: 'POST',
    path: EXPORT,
    rule: 'citizen',
    rateLimit: { max: 10, windowSeconds: 3_600 },
    handler: ask,
  },
  { method: 'GET', path: DOWNLOAD, rule: 'citizen', handler: take },
];

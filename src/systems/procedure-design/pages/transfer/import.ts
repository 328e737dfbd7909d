import { readFile } from 'node:fs/promises';
import { actOf } from '#engines/identity';
import {
  dropIncoming,
  findIncoming,
  type IncomingFile,
  keepIncoming,
  loadTransfer,
  type Planned,
  planTransfer,
  readTransfer,
  type TransferFile,
} from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField, textFields } from '#platform/http';
import { utf8Text } from '#platform/text';
import { button, csrfField, details, errorOf, fileField, type Html, html, note, scrollTable } from '#ui';
import { compareIncoming } from '../../compare/incoming.ts';
import { changeTable } from '../../compare/rows.ts';
import { formRoutes } from '../../form-page.ts';
import { mustEdit, procedurePath, ROOT } from '../../load.ts';
import { designPage } from '../../view.ts';

const FILE = 'tep';
const REPLACE = 'thay';
const PATH = `${ROOT}/nap`;
const MOST_COMPARED = 20;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const rule = { permission: 'procedure.edit' };

const upload = formRoutes<null>({
  path: PATH,
  permission: 'procedure.edit',
  active: 'transfer',
  load: async ctx => {
    await mustEdit(ctx);
    return null;
  },
  title: ctx => ctx.t('procedure-design.transfer.title'),
  about: ctx => html`<p>${ctx.t('procedure-design.transfer.about')}</p>`,
  fields: (ctx, _, errors) =>
    fileField(ctx.t, {
      name: FILE,
      label: ctx.t('procedure-design.transfer.file'),
      hint: ctx.t('procedure-design.transfer.file.hint'),
      accept: '.json',
      error: errorOf(errors, FILE),
    }),
  button: 'procedure-design.transfer.look',
  submit: async ctx => {
    const sent = ctx.req.uploads.find(u => u.field === FILE);
    const wrong = (key: string) => [{ path: FILE, message: ctx.t(`procedure-design.transfer.${key}`) }];
    if (!sent) return wrong('no-file');
    const content = utf8Text(await readFile(sent.path));
    if (content === undefined) return wrong('not-text');
    const act = actOf(ctx, 'procedure.edit');
    return `${PATH}/${await ctx.db.tx(tx => keepIncoming(tx, { name: sent.filename, content }, act))}`;
  },
  otherwise: FILE,
  upload: { maxBytes: 20_000_000, maxFiles: 1 },
});

async function load(ctx: Ctx): Promise<{ kept: IncomingFile; file: TransferFile }> {
  await mustEdit(ctx);
  const id = ctx.req.params.file ?? '';
  const kept = UUID.test(id) ? await findIncoming(ctx.db, id, ctx.visitor?.accountId ?? '') : undefined;
  if (!kept) throw NotFound();
  return { kept, file: readTransfer(kept.content) };
}

/** A row of the plan: what it is, what loading would do, and the box to tick before a draft is replaced. */
function planRow({ t }: Ctx, plan: Planned) {
  const name = plan.here ? html`<a href="${procedurePath(plan.code)}">${plan.name}</a>` : plan.name;
  return [
    html`<span class="num nb">${plan.code}</span>`,
    name,
    html`${t(`procedure-design.transfer.does.${plan.does}`)}${
      plan.does === 'replace' &&
      html`<label class="pick"><input type="checkbox" name="${REPLACE}" value="${plan.code}"><span>${t('procedure-design.transfer.replace')}</span></label>`
    }`,
    plan.problems ? t('procedure-design.problems.count', { count: plan.problems }) : '',
  ];
}

async function differences(ctx: Ctx, plans: readonly Planned[]): Promise<Html[]> {
  const { t } = ctx;
  const compared: Html[] = [];
  for (const plan of plans.filter(p => p.here && p.does !== 'same').slice(0, MOST_COMPARED)) {
    const rows = await compareIncoming(ctx, plan);
    compared.push(
      details(
        { summary: t('procedure-design.transfer.differs', { name: plan.name, count: rows?.length ?? 0 }) },
        rows
          ? changeTable(ctx, rows, {
              caption: plan.name,
              before: t('procedure-design.transfer.here'),
              after: t('procedure-design.transfer.in-file'),
            })
          : html`<p>${t('procedure-design.compare.unreadable')}</p>`,
      ),
    );
  }
  return compared;
}

async function showPlan(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const { kept, file } = await load(ctx);
  const plans = await planTransfer(ctx.db, file, ctx.clock.now());
  const idle = plans.every(p => p.does === 'same' || p.does === 'waits');
  return designPage(
    ctx,
    {
      title: t('procedure-design.transfer.plan'),
      active: 'transfer',
      crumbs: [{ href: PATH, label: t('procedure-design.transfer.title') }],
    },
    html`<p>${t('procedure-design.transfer.plan.about', {
      file: kept.name,
      from: file.from,
      at: formatDateTime(new Date(file.exportedAt)),
    })}</p>
<form method="post" action="${PATH}/${kept.id}">${csrfField(ctx)}${scrollTable({
      caption: t('procedure-design.transfer.plan.caption', { count: plans.length }),
      rowHeader: 1,
      columns: [
        { label: t('procedure-design.procedure.code') },
        { label: t('procedure-design.procedure.name') },
        { label: t('procedure-design.transfer.does') },
        { label: t('procedure-design.transfer.problems') },
      ],
      rows: plans.map(p => planRow(ctx, p)),
    })}
${idle ? note(t('procedure-design.transfer.idle')) : html`<p class="row">${button({ label: t('procedure-design.transfer.load') })}${button({ label: t('procedure-design.transfer.drop'), alt: true, name: 'viec', value: 'bo' })}</p>`}</form>
${await differences(ctx, plans)}`,
  );
}

async function apply(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const { kept, file } = await load(ctx);
  if (textField(ctx.req.body, 'viec') === 'bo') {
    await dropIncoming(ctx.db, kept.id);
    return redirect(PATH);
  }
  const replace = new Set(textFields(ctx.req.body, REPLACE));
  const report = await loadTransfer(ctx.db, file, { replace }, actOf(ctx, 'procedure.edit'));
  await dropIncoming(ctx.db, kept.id);
  return designPage(
    ctx,
    { title: t('procedure-design.transfer.report'), active: 'transfer' },
    html`<div role="status">${note(t('procedure-design.transfer.done'))}</div>
${scrollTable({
  caption: t('procedure-design.transfer.report'),
  captionHidden: true,
  rowHeader: 1,
  columns: [
    { label: t('procedure-design.procedure.code') },
    { label: t('procedure-design.procedure.name') },
    { label: t('procedure-design.import.what') },
  ],
  rows: report.map(r => [
    html`<span class="num nb">${r.code}</span>`,
    r.did === 'refused' && r.error ? r.name : html`<a href="${procedurePath(r.code)}">${r.name}</a>`,
    r.did === 'refused' && r.error
      ? t(`error.${r.error}.what`, { code: r.code })
      : t(`procedure-design.transfer.did.${r.did}`),
  ]),
})}`,
  );
}

export const transferRoutes: readonly Route[] = [
  ...upload,
  { method: 'GET', path: `${PATH}/:file`, rule, handler: showPlan },
  { method: 'POST', path: `${PATH}/:file`, rule, handler: apply },
];

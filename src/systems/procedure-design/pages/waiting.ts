import { listAskedMoves } from '#engines/cases';
import { actOf, mustHoldAll } from '#engines/identity';
import {
  approveBatch,
  type Batch,
  listBatches,
  listProposals,
  type WaitingProposal,
} from '#engines/procedures';
import { formatDate, formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, pageNumber, type Route } from '#platform/http';
import { emptyState, type Html, html, note, pages, postForm, scrollTable, withQuery } from '#ui';
import { nameOf } from '../conflict.ts';
import { mayApprove, mustEdit, procedurePath, ROOT } from '../load.ts';
import { designPage, tabPath } from '../view.ts';
import { batchPath } from './moves/load.ts';

const PAGE_SIZE = 50;
const WAITING = `${ROOT}/cho-duyet`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function proposals(ctx: Ctx, batch: string | null): Promise<{ table: Html; total: number }> {
  const { t, db, req } = ctx;
  const n = pageNumber(req.query);
  const { rows, total } = await listProposals(db, { batch, limit: PAGE_SIZE, offset: (n - 1) * PAGE_SIZE });
  const names = new Map<string, string>();
  for (const { proposedBy } of rows)
    if (!names.has(proposedBy)) names.set(proposedBy, await nameOf(ctx, proposedBy));
  const row = (p: WaitingProposal) => [
    html`<span class="num nb">${p.code}</span>`,
    html`<a href="${tabPath(p.code, 'release')}">${p.name}</a>`,
    formatDate(p.from),
    names.get(p.proposedBy),
    html`<span class="num nb">${formatDateTime(p.proposedAt)}</span>`,
  ];
  return {
    total,
    table: html`${scrollTable({
      caption: t('procedure-design.waiting.found', { count: total }),
      list: true,
      rowHeader: 1,
      columns: [
        { label: t('procedure-design.procedure.code') },
        { label: t('procedure-design.procedure.name') },
        { label: t('procedure-design.release.from') },
        { label: t('procedure-design.waiting.who') },
        { label: t('procedure-design.waiting.at') },
      ],
      rows: rows.map(row),
    })}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + rows.length,
  total,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: total > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
  };
}

const batchTitle = async (ctx: Ctx, b: Batch): Promise<string> =>
  ctx.t('procedure-design.waiting.batch', {
    count: b.count,
    who: await nameOf(ctx, b.proposedBy),
    at: formatDateTime(b.proposedAt),
  });

async function showWaiting(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  await mustEdit(ctx);
  const [batches, { table, total }] = [await listBatches(ctx.db), await proposals(ctx, null)];
  const moves = [];
  for (const m of await listAskedMoves(ctx.db))
    moves.push(
      html`<li><a href="${batchPath(m.code, m.id)}">${t('procedure-design.waiting.moves', { count: m.dossiers, name: m.name, who: await nameOf(ctx, m.askedBy), at: formatDateTime(m.askedAt) })}</a></li>`,
    );
  const lists = [];
  for (const b of batches)
    lists.push(html`<li><a href="${WAITING}/${b.id}">${await batchTitle(ctx, b)}</a></li>`);
  const section = (heading: string, items: readonly Html[]) =>
    items.length > 0 && html`<section><h2>${t(heading)}</h2><ul>${items}</ul></section>`;
  return designPage(
    ctx,
    { title: t('procedure-design.waiting.title'), active: 'waiting' },
    html`${section('procedure-design.waiting.moves-list', moves)}${section('procedure-design.waiting.lists', lists)}${
      total
        ? table
        : !lists.length && !moves.length && emptyState({ why: t('procedure-design.waiting.none') })
    }`,
  );
}

async function batchOf(ctx: Ctx): Promise<Batch> {
  await mustEdit(ctx);
  const id = ctx.req.params.batch ?? '';
  const batch = UUID.test(id) ? (await listBatches(ctx.db)).find(b => b.id === id) : undefined;
  if (!batch) throw NotFound();
  return batch;
}

async function showBatch(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const batch = await batchOf(ctx);
  const { table } = await proposals(ctx, batch.id);
  const own = batch.proposedBy === ctx.visitor?.accountId;
  return designPage(
    ctx,
    {
      title: await batchTitle(ctx, batch),
      active: 'waiting',
      crumbs: [{ href: WAITING, label: t('procedure-design.waiting.title') }],
    },
    html`${
      mayApprove(ctx) &&
      (own
        ? note(t('procedure-design.release.own'))
        : postForm(ctx, {
            action: `${WAITING}/${batch.id}`,
            fields: html`<p>${t('procedure-design.waiting.approve.about', { from: formatDate(batch.from) })}</p>`,
            button: t('procedure-design.waiting.approve', { count: batch.count }),
          }))
    }${table}`,
  );
}

async function approveAll(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  await mustHoldAll(ctx, 'procedure.approve');
  const batch = await batchOf(ctx);
  const report = await approveBatch(ctx.db, batch.id, actOf(ctx, 'procedure.approve'));
  return designPage(
    ctx,
    { title: t('procedure-design.waiting.report'), active: 'waiting' },
    html`<div role="status">${note(t('procedure-design.waiting.approved', { count: report.approved }))}</div>${
      report.refused.length > 0 &&
      scrollTable({
        caption: t('procedure-design.waiting.refused', { count: report.refused.length }),
        columns: [
          { label: t('procedure-design.procedure.code') },
          { label: t('procedure-design.import.what') },
        ],
        rows: report.refused
          .slice(0, 1_000)
          .map(r => [
            html`<a href="${procedurePath(r.code)}">${r.code}</a>`,
            t(`error.${r.error}.what`, { code: r.code }),
          ]),
      })
    }`,
  );
}

export const waitingRoutes: readonly Route[] = [
  { method: 'GET', path: WAITING, rule: { permission: 'procedure.edit' }, handler: showWaiting },
  { method: 'GET', path: `${WAITING}/:batch`, rule: { permission: 'procedure.edit' }, handler: showBatch },
  {
    method: 'POST',
    path: `${WAITING}/:batch`,
    rule: { permission: 'procedure.approve' },
    handler: approveAll,
  },
];

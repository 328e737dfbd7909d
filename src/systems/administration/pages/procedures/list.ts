import { CHANNELS, listDrafts, listFields, type Missing, searchProcedures } from '#engines/procedures';
import { limitText } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, queryText, type Route } from '#platform/http';
import { button, emptyState, type Html, html, pages, scrollTable, selectField, tabs, textField } from '#ui';
import { askForm } from '../../form.ts';
import { adminPage, withQuery } from '../../view.ts';
import { mustKeepProcedures, PROCEDURES, procedurePath } from './load.ts';

const PAGE_SIZE = 50;
const MISSING: readonly Missing[] = ['limit', 'online-limit', 'fee', 'level', 'field', 'name'];
const rule = { permission: 'procedure.manage' };
const DRAFTS = `${PROCEDURES}/ban-thao`;

const views = (ctx: Ctx, drafts: boolean): Html =>
  tabs({
    label: ctx.t('administration.procedures.views'),
    items: [
      { href: PROCEDURES, label: ctx.t('administration.procedures.in-force'), current: !drafts },
      { href: DRAFTS, label: ctx.t('administration.procedures.drafts'), current: drafts },
    ],
  });

const actions = (ctx: Ctx): Html =>
  html`<p class="row">${button({ label: ctx.t('administration.procedure.add'), href: `${PROCEDURES}/moi` })}${button(
    {
      label: ctx.t('administration.procedures.import'),
      href: `${PROCEDURES}/nhap`,
      alt: true,
    },
  )}</p>`;

async function showInForce(ctx: Ctx): Promise<Answer> {
  const { t, req, db } = ctx;
  await mustKeepProcedures(ctx);
  const today = localDate(ctx.clock.now());
  const q = queryText(req.query, 'q');
  const field = queryText(req.query, 'linh-vuc');
  const n = pageNumber(req.query);
  const filter = { ...(field ? { field } : {}), limit: PAGE_SIZE, offset: (n - 1) * PAGE_SIZE };
  const [{ rows, total, suggestion }, fields] = await Promise.all([
    searchProcedures(db, q, filter, today),
    listFields(db, today),
  ]);
  return adminPage(
    ctx,
    { title: t('administration.procedures.title'), active: 'procedures' },
    html`${actions(ctx)}${views(ctx, false)}
${askForm(
  PROCEDURES,
  html`${textField(t, { name: 'q', label: t('administration.procedures.search'), optional: true, value: q, type: 'search' })}${selectField(
    t,
    {
      name: 'linh-vuc',
      label: t('administration.procedure.field'),
      optional: true,
      value: field,
      options: fields.map(f => ({ value: f.code, label: `${f.name} (${f.count})` })),
    },
  )}`,
  t('administration.show'),
)}
${
  rows.length
    ? scrollTable({
        caption: t('administration.procedures.found', { count: total }),
        columns: [
          { label: t('administration.procedure.code') },
          { label: t('administration.procedure.name') },
          { label: t('administration.procedure.field') },
          { label: t('administration.procedure.limits') },
        ],
        rowHeader: 1,
        rows: rows.map(p => [
          html`<span class="num nb">${p.code}</span>`,
          html`<a href="${procedurePath(p.code)}">${p.name}</a>`,
          p.field,
          [...new Set(CHANNELS.flatMap(c => (p.limits[c] ? [limitText(p.limits[c], t)] : [])))].join('; '),
        ]),
      })
    : html`${emptyState({ why: q ? t('administration.procedures.none-like', { q }) : t('administration.procedures.none'), next: { href: `${PROCEDURES}/nhap`, label: t('administration.procedures.import') } })}${
        suggestion &&
        html`<p>${t('administration.procedures.meant')} <a href="${withQuery(ctx, { q: suggestion, trang: '' })}">${suggestion}</a></p>`
      }`
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + rows.length,
  total,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: total > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
  );
}

/** Drafts, and what each still lacks: without a usable time limit nothing can be published. */
async function showDrafts(ctx: Ctx): Promise<Answer> {
  const { t, req, db } = ctx;
  await mustKeepProcedures(ctx);
  const missing = MISSING.find(m => m === queryText(req.query, 'thieu'));
  const n = pageNumber(req.query);
  const found = await listDrafts(db, {
    ...(missing ? { missing } : {}),
    limit: PAGE_SIZE + 1,
    offset: (n - 1) * PAGE_SIZE,
  });
  const rows = found.slice(0, PAGE_SIZE);
  return adminPage(
    ctx,
    {
      title: t('administration.procedures.drafts'),
      active: 'procedures',
      crumbs: [{ href: PROCEDURES, label: t('administration.procedures.title') }],
    },
    html`${actions(ctx)}${views(ctx, true)}
${askForm(
  DRAFTS,
  selectField(t, {
    name: 'thieu',
    label: t('administration.procedures.lacking'),
    optional: true,
    value: missing ?? '',
    options: MISSING.map(m => ({ value: m, label: t(`administration.missing.${m}`) })),
  }),
  t('administration.show'),
)}
${
  rows.length
    ? scrollTable({
        caption: t('administration.procedures.drafts'),
        captionHidden: true,
        columns: [
          { label: t('administration.procedure.code') },
          { label: t('administration.procedure.name') },
          { label: t('administration.procedure.field') },
          { label: t('administration.procedures.lacking') },
        ],
        rowHeader: 1,
        rows: rows.map(d => [
          html`<span class="num nb">${d.code}</span>`,
          html`<a href="${procedurePath(d.code)}?ban=${d.number}">${d.name}</a>`,
          d.field,
          d.missing.length
            ? d.missing.map(m => t(`administration.missing.${m}`)).join(', ')
            : t('administration.procedures.complete'),
        ]),
      })
    : emptyState({
        why: t(
          missing ? 'administration.procedures.no-drafts-lacking' : 'administration.procedures.no-drafts',
        ),
      })
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + rows.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
  );
}

export const procedureListRoutes: readonly Route[] = [
  { method: 'GET', path: PROCEDURES, rule, handler: showInForce },
  { method: 'GET', path: DRAFTS, rule, handler: showDrafts },
];

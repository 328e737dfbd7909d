import {
  CHANNELS,
  listAllFields,
  listDrafts,
  listFields,
  type Missing,
  searchProcedures,
} from '#engines/procedures';
import { limitText } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, queryText, type Route } from '#platform/http';
import {
  askForm,
  button,
  emptyState,
  type Html,
  html,
  pages,
  scrollTable,
  selectField,
  textField,
  withQuery,
} from '#ui';
import { mustEdit, procedurePath, ROOT } from '../load.ts';
import { designPage, tabPath } from '../view.ts';

const PAGE_SIZE = 50;
const MISSING: readonly Missing[] = ['limit', 'online-limit', 'fee', 'level', 'field', 'name'];
const rule = { permission: 'procedure.edit' };
const DRAFTS = `${ROOT}/ban-thao`;

const add = (ctx: Ctx): Html =>
  html`<p>${button({ label: ctx.t('procedure-design.procedure.add'), href: `${ROOT}/moi` })}</p>`;

/** What a list is asked for: words, a field, a page. */
function asked({ req }: Ctx) {
  const n = pageNumber(req.query);
  const field = queryText(req.query, 'linh-vuc');
  const paging = { limit: PAGE_SIZE, offset: (n - 1) * PAGE_SIZE, ...(field ? { field } : {}) };
  return { q: queryText(req.query, 'q'), field, n, paging };
}

const filters = (
  { t }: Ctx,
  { q, field }: { q: string; field: string },
  fields: ReadonlyArray<{ value: string; label: string }>,
): Html =>
  html`${textField(t, { name: 'q', label: t('procedure-design.procedures.search'), optional: true, value: q, type: 'search' })}${selectField(
    t,
    {
      name: 'linh-vuc',
      label: t('procedure-design.procedure.field'),
      optional: true,
      value: field,
      options: fields,
    },
  )}`;

const paged = (ctx: Ctx, n: number, shown: number, total: number): Html =>
  html`${pages(ctx.t, {
    from: (n - 1) * PAGE_SIZE + 1,
    to: (n - 1) * PAGE_SIZE + shown,
    total,
    previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
    next: total > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
  })}`;

async function showInForce(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  await mustEdit(ctx);
  const today = localDate(ctx.clock.now());
  const { q, field, n, paging } = asked(ctx);
  const [{ rows, total, suggestion }, fields] = await Promise.all([
    searchProcedures(db, q, paging, today),
    listFields(db, today),
  ]);
  const offered = fields.map(f => ({ value: f.code, label: `${f.name} (${f.count})` }));
  return designPage(
    ctx,
    { title: t('procedure-design.procedures.title'), active: 'in-force' },
    html`${add(ctx)}
${askForm(ROOT, filters(ctx, { q, field }, offered), t('procedure-design.show'))}
${
  rows.length
    ? scrollTable({
        caption: t('procedure-design.procedures.found', { count: total }),
        list: true,
        columns: [
          { label: t('procedure-design.procedure.code') },
          { label: t('procedure-design.procedure.name') },
          { label: t('procedure-design.procedure.field') },
          { label: t('procedure-design.procedure.limits') },
        ],
        rowHeader: 1,
        rows: rows.map(p => [
          html`<span class="num nb">${p.code}</span>`,
          html`<a href="${procedurePath(p.code)}">${p.name}</a>`,
          p.field,
          [...new Set(CHANNELS.flatMap(c => (p.limits[c] ? [limitText(p.limits[c], t)] : [])))].join('; '),
        ]),
      })
    : html`${emptyState({ why: q ? t('procedure-design.procedures.none-like', { q }) : t('procedure-design.procedures.none'), next: { href: `${ROOT}/moi`, label: t('procedure-design.procedure.add') } })}${
        suggestion &&
        html`<p>${t('procedure-design.procedures.meant')} <a href="${withQuery(ctx, { q: suggestion, trang: '' })}">${suggestion}</a></p>`
      }`
}
${paged(ctx, n, rows.length, total)}`,
  );
}

/** Drafts, and what each still lacks: without a usable time limit nothing can be published. */
async function showDrafts(ctx: Ctx): Promise<Answer> {
  const { t, req, db } = ctx;
  await mustEdit(ctx);
  const missing = MISSING.find(m => m === queryText(req.query, 'thieu'));
  const { q, field, n, paging } = asked(ctx);
  const [{ rows, total }, fields] = await Promise.all([
    listDrafts(db, { text: q, ...paging, ...(missing ? { missing } : {}) }),
    listAllFields(db),
  ]);
  return designPage(
    ctx,
    { title: t('procedure-design.procedures.drafts'), active: 'drafts' },
    html`${add(ctx)}
${askForm(
  DRAFTS,
  html`${filters(
    ctx,
    { q, field },
    fields.map(f => ({ value: f.code, label: f.name })),
  )}${selectField(t, {
    name: 'thieu',
    label: t('procedure-design.procedures.lacking'),
    optional: true,
    value: missing ?? '',
    options: MISSING.map(m => ({ value: m, label: t(`procedure-design.missing.${m}`) })),
  })}`,
  t('procedure-design.show'),
)}
${
  rows.length
    ? scrollTable({
        caption: t('procedure-design.procedures.drafts-found', { count: total }),
        list: true,
        columns: [
          { label: t('procedure-design.procedure.code') },
          { label: t('procedure-design.procedure.name') },
          { label: t('procedure-design.procedure.field') },
          { label: t('procedure-design.procedures.lacking') },
        ],
        rowHeader: 1,
        rows: rows.map(d => [
          html`<span class="num nb">${d.code}</span>`,
          html`<a href="${tabPath(d.code, 'legal')}">${d.name}</a>`,
          d.field,
          d.missing.map(m => t(`procedure-design.missing.${m}`)).join(', ') ||
            t('procedure-design.procedures.complete'),
        ]),
      })
    : emptyState({
        why: t(
          missing || q || field
            ? 'procedure-design.procedures.no-drafts-like'
            : 'procedure-design.procedures.no-drafts',
        ),
      })
}
${paged(ctx, n, rows.length, total)}`,
  );
}

export const listRoutes: readonly Route[] = [
  { method: 'GET', path: ROOT, rule, handler: showInForce },
  { method: 'GET', path: DRAFTS, rule, handler: showDrafts },
];

import {
  listAllFields,
  listAside,
  listDrafts,
  listFields,
  type Missing,
  searchProcedures,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, queryText, type Route } from '#platform/http';
import {
  askForm,
  button,
  capital,
  emptyState,
  type Html,
  html,
  pages,
  scrollTable,
  selectField,
  textField,
  url,
  withQuery,
} from '#ui';
import { mustEdit, procedurePath, ROOT } from '../load.ts';
import { stateText } from '../states.ts';
import { designPage, tabPath } from '../view.ts';
import { limitsLine } from '../words.ts';

const PAGE_SIZE = 50;
const MISSING: readonly Missing[] = ['limit', 'online-limit', 'fee', 'level', 'field', 'name'];
const rule = { permission: 'procedure.edit' };
const DRAFTS = `${ROOT}/ban-thao`;
const ASIDE = `${ROOT}/khong-ap-dung`;

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
  html`${textField(t, { name: 'q', label: t('procedure-design.procedures.search'), value: q, type: 'search' })}${selectField(
    t,
    {
      name: 'linh-vuc',
      label: t('procedure-design.procedure.field'),
      any: t('procedure-design.procedures.any-field'),
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

/** Where what was typed is found beside what is in force today: approved for a later day, withdrawn, or still a draft. */
async function foundAside(ctx: Ctx, q: string, today: string): Promise<Html | ''> {
  if (!q) return '';
  const [aside, drafts] = await Promise.all([
    listAside(ctx.db, { text: q, limit: 1 }, today),
    listDrafts(ctx.db, { text: q, limit: 1 }),
  ]);
  const places = [
    { href: ASIDE, key: 'aside', count: aside.total },
    { href: DRAFTS, key: 'drafts', count: drafts.total },
  ].filter(p => p.count > 0);
  return places.length
    ? html`<p>${ctx.t('procedure-design.procedures.also')} ${places.map(
        (p, i) =>
          html`${i > 0 && ', '}<a href="${url(`${p.href}?${new URLSearchParams({ q })}`)}">${ctx.t(`procedure-design.place.${p.key}`)} (${p.count})</a>`,
      )}</p>
`
    : '';
}

/** A row of a list of procedures: where it leads, and what this list is about. */
type Row = { code: string; name: string; field: string; href: string; about: readonly Told[] };
type Told = string | number;

/** A table of procedures: code, name, field, and under `about` what this list is about. */
const procedureTable = ({ t }: Ctx, caption: string, about: readonly string[], rows: readonly Row[]): Html =>
  scrollTable({
    caption,
    list: true,
    columns: [
      ...['code', 'name', 'field'].map(key => ({ label: t(`procedure-design.procedure.${key}`) })),
      ...about.map(label => ({ label })),
    ],
    rowHeader: 1,
    rows: rows.map(row => [
      html`<span class="num nb">${row.code}</span>`,
      html`<a href="${row.href}">${row.name}</a>`,
      row.field,
      ...row.about,
    ]),
  });

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
    ? procedureTable(
        ctx,
        t('procedure-design.procedures.found', { count: total }),
        [t('procedure-design.procedure.limits')],
        rows.map(p => ({
          ...p,
          href: procedurePath(p.code),
          about: [limitsLine(t, p.limits)],
        })),
      )
    : html`${emptyState({ why: q ? t('procedure-design.procedures.none-like', { q }) : t('procedure-design.procedures.none'), next: { href: `${ROOT}/moi`, label: t('procedure-design.procedure.add') } })}${
        suggestion &&
        html`<p>${t('procedure-design.procedures.meant')} <a href="${withQuery(ctx, { q: suggestion, trang: '' })}">${suggestion}</a></p>`
      }`
}
${await foundAside(ctx, q, today)}${paged(ctx, n, rows.length, total)}`,
  );
}

/** What is approved and not in force: to come, withdrawn, or over. */
async function showAside(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  await mustEdit(ctx);
  const { q, field, n, paging } = asked(ctx);
  const [{ rows, total }, fields] = await Promise.all([
    listAside(db, { text: q, ...paging }, localDate(ctx.clock.now())),
    listAllFields(db),
  ]);
  const offered = fields.map(f => ({ value: f.code, label: f.name }));
  return designPage(
    ctx,
    { title: t('procedure-design.place.aside'), active: 'aside' },
    html`${askForm(ASIDE, filters(ctx, { q, field }, offered), t('procedure-design.show'))}
${
  rows.length
    ? procedureTable(
        ctx,
        t('procedure-design.procedures.found', { count: total }),
        [t('procedure-design.version.number'), t('procedure-design.version.state')],
        rows.map(v => ({
          ...v,
          href: `${procedurePath(v.code)}?ban=${v.number}`,
          about: [v.number, capital(stateText(t, v))],
        })),
      )
    : emptyState({
        why: q
          ? t('procedure-design.procedures.none-like', { q })
          : t(field ? 'procedure-design.procedures.no-aside-like' : 'procedure-design.procedures.no-aside'),
      })
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
    any: t('procedure-design.procedures.any-lacking'),
    value: missing ?? '',
    options: MISSING.map(m => ({ value: m, label: t(`procedure-design.missing.${m}`) })),
  })}`,
  t('procedure-design.show'),
)}
${
  rows.length
    ? procedureTable(
        ctx,
        t('procedure-design.procedures.drafts-found', { count: total }),
        [t('procedure-design.procedures.lacking')],
        rows.map(d => ({
          ...d,
          href: tabPath(d.code, 'legal'),
          about: [
            d.missing.map(m => t(`procedure-design.missing.${m}`)).join(', ') ||
              t('procedure-design.procedures.complete'),
          ],
        })),
      )
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
  { method: 'GET', path: ASIDE, rule, handler: showAside },
  { method: 'GET', path: DRAFTS, rule, handler: showDrafts },
];

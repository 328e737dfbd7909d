import { LIFE_EVENTS, type LifeEvent, listFields, searchProcedures } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import { capital, citizenPage, emptyState, type Html, html, pages, vietnamese } from '#ui';
import { searchForm } from './procedure-search.ts';
import { limitsText } from './procedure-text.ts';

const PAGE_SIZE = 20;

type Field = Awaited<ReturnType<typeof listFields>>[number];
type Found = Awaited<ReturnType<typeof searchProcedures>>;

/** What was asked for: words, a field, an event in life; or everything. */
type Question = { q: string; field: Field | undefined; event: LifeEvent | undefined };

function titleOf({ t }: Ctx, { q, field, event }: Question): string {
  if (q) return t('portal.list.found', { q });
  if (event) return t(`procedures.life-event.${event}`);
  return field?.name ?? t('portal.list.title');
}

const hits = ({ t }: Ctx, found: Found): Html =>
  html`<ul class="tasks">${found.rows.map(
    p => html`<li><a href="/thu-tuc/${p.code}">${vietnamese(t, p.name)}</a><span class="q">${capital(limitsText(p.limits, t))}</span></li>
`,
  )}</ul>`;

function nothing({ t }: Ctx, { q }: Question, found: Found): Html {
  const all = { href: '/thu-tuc', label: t('portal.list.see-all') };
  if (!q) return emptyState({ why: t('portal.list.none-here'), next: all });
  const { suggestion } = found;
  return emptyState(
    suggestion
      ? {
          why: t('portal.list.none-but', { q }),
          next: { href: `/thu-tuc?q=${encodeURIComponent(suggestion)}`, label: suggestion },
        }
      : { why: t('portal.list.none', { q }), next: all },
  );
}

const fieldList = ({ t }: Ctx, fields: readonly Field[]): Html =>
  html`<section class="wide" aria-labelledby="lv"><h2 id="lv">${t('portal.list.by-field')}</h2>
<ul class="grid">${fields.map(
    f => html`<li><a href="/thu-tuc?linh-vuc=${f.code}">${vietnamese(t, f.name)}</a><span class="q">${t('portal.list.count', { count: f.count })}</span></li>
`,
  )}</ul></section>`;

/** Procedures in force today: all, of one field, of one event in life, or those that what was typed finds. */
async function list(ctx: Ctx) {
  const { t, db } = ctx;
  const date = localDate(ctx.clock.now());
  const fields = await listFields(db, date);
  const code = queryText(ctx.req.query, 'linh-vuc');
  const asked: Question = {
    q: queryText(ctx.req.query, 'q').slice(0, 200),
    field: fields.find(f => f.code === code),
    event: LIFE_EVENTS.find(e => e === queryText(ctx.req.query, 'viec')),
  };
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const filter = { ...(code ? { field: code } : {}), ...(asked.event ? { lifeEvent: asked.event } : {}) };
  const found = await searchProcedures(db, asked.q, { ...filter, limit: PAGE_SIZE, offset }, date);
  const everything = !asked.q && !asked.event && !code;
  const title = titleOf(ctx, asked);
  const link = (to: number) => {
    const query = new URLSearchParams({
      ...(asked.q ? { q: asked.q } : {}),
      ...(code ? { 'linh-vuc': code } : {}),
      ...(asked.event ? { viec: asked.event } : {}),
      trang: String(to),
    });
    return `/thu-tuc?${query}`;
  };
  const home = { href: '/', label: t('portal.home.title') };
  return page(
    citizenPage(
      ctx,
      { title, crumbs: everything ? [home] : [home, { href: '/thu-tuc', label: t('portal.list.title') }] },
      html`<h1>${title}</h1>
${searchForm(ctx, asked.q)}
${found.rows.length ? hits(ctx, found) : nothing(ctx, asked, found)}
${pages(t, {
  from: offset + 1,
  to: offset + found.rows.length,
  total: found.total,
  previous: n > 1 ? link(n - 1) : undefined,
  next: found.total > n * PAGE_SIZE ? link(n + 1) : undefined,
})}
${everything && fieldList(ctx, fields)}`,
    ),
  );
}

export const procedureListRoute: Route = { method: 'GET', path: '/thu-tuc', rule: 'public', handler: list };

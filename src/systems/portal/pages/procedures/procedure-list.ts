import {
  type ForgivingSearch,
  LIFE_EVENTS,
  type LifeEvent,
  listFields,
  searchForgiving,
  searchProcedures,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import { fold } from '#platform/text';
import { citizenPage, doneElsewhere, emptyState, type Html, html, pages, vietnamese } from '#ui';
import { searchForm } from './procedure-search.ts';
import { limitsShown } from './procedure-text.ts';

const PAGE_SIZE = 20;

type Field = Awaited<ReturnType<typeof listFields>>[number];
type Found = ForgivingSearch;

/** What was asked for: words, a field, an event in life; or everything. */
type Question = { q: string; field: Field | undefined; event: LifeEvent | undefined };

function titleOf({ t }: Ctx, { q, field, event }: Question): string {
  if (q) return t('portal.list.found', { q });
  if (event) return t(`procedures.life-event.${event}`);
  return field?.name ?? t('portal.list.title');
}

const hits = ({ t }: Ctx, found: Found): Html =>
  html`<ul class="tasks">${found.rows.map(
    p => html`<li><a href="/thu-tuc/${p.code}">${vietnamese(t, p.name)}</a><span class="q">${limitsShown(p.limits, t)}</span></li>
`,
  )}</ul>`;

/** Says when something else was looked for than what was typed. */
function insteadOf({ t }: Ctx, { q }: Question, { meant, how }: Found): Html | null {
  if (how === 'as-typed') return null;
  if (how === 'synonym')
    return html`<p class="q">${t('portal.list.meant', { q, meant: meant ?? '' })} <a href="/thu-tuc?q=${encodeURIComponent(q)}&amp;dung=1">${t('portal.list.as-typed')}</a></p>`;
  return html`<p class="q">${meant ? t('portal.list.instead', { q, meant }) : t('portal.list.near', { q })}</p>`;
}

/** Why nothing is there, and where to go on: words to try, the fields, and people who help. */
function nothing(ctx: Ctx, { q }: Question): Html {
  const { t } = ctx;
  const all = { href: '/thu-tuc', label: t('portal.list.see-all') };
  if (!q) return emptyState({ why: t('portal.list.none-here'), next: all });
  return html`${emptyState({ why: t('portal.list.none', { q }), next: all })}
<p>${t('portal.list.help')} <a href="tel:${ctx.site.hotline}">${ctx.site.hotline}</a></p>`;
}

/** What was asked for and is no procedure: how and where it is done. */
function elsewhere(ctx: Ctx, { q }: Question): Html[] {
  const asked = ` ${fold(q)} `;
  return ctx
    .extensions(doneElsewhere)
    .filter(link => link.words.some(word => asked.includes(` ${fold(word)} `)))
    .map(({ about, href, label }) => html`<p>${ctx.t(about)} <a href="${href}">${ctx.t(label)}</a></p>`);
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
  // Who was shown what is meant may insist on his words.
  const strict = queryText(ctx.req.query, 'dung') !== '';
  const only = { ...filter, limit: PAGE_SIZE, offset };
  const found: Found = strict
    ? { ...(await searchProcedures(db, asked.q, only, date)), meant: null, how: 'as-typed' }
    : await searchForgiving(db, asked.q, only, date);
  const everything = !asked.q && !asked.event && !code;
  const title = titleOf(ctx, asked);
  const link = (to: number) => {
    const query = new URLSearchParams({
      ...(asked.q ? { q: asked.q } : {}),
      ...(code ? { 'linh-vuc': code } : {}),
      ...(asked.event ? { viec: asked.event } : {}),
      ...(strict ? { dung: '1' } : {}),
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
${elsewhere(ctx, asked)}${insteadOf(ctx, asked, found)}
${found.rows.length ? hits(ctx, found) : nothing(ctx, asked)}
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

import {
  findProcedureInForce,
  LIFE_EVENTS,
  type LifeEvent,
  listFields,
  type ProcedureVersion,
  searchProcedures,
} from '#engines/procedures';
import { due, loadCalendar } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import {
  button,
  capital,
  citizenPage,
  csrfField,
  dayStairs,
  details,
  emptyState,
  type Html,
  html,
  keyValues,
  note,
  pages,
} from '#ui';
import { stairDays } from './deadline-view.ts';
import { feesText, isOnline, limitsText } from './procedure-text.ts';

const PAGE_SIZE = 20;

async function list(ctx: Ctx) {
  const { t, db } = ctx;
  const date = localDate(ctx.clock.now());
  const q = queryText(ctx.req.query, 'q').slice(0, 200);
  const field = queryText(ctx.req.query, 'linh-vuc');
  const event = LIFE_EVENTS.find(e => e === queryText(ctx.req.query, 'viec'));
  const n = pageNumber(ctx.req.query);
  const filter = { ...(field ? { field } : {}), ...(event ? { lifeEvent: event as LifeEvent } : {}) };
  const found = await searchProcedures(
    db,
    q,
    { ...filter, limit: PAGE_SIZE, offset: (n - 1) * PAGE_SIZE },
    date,
  );
  const fields = await listFields(db, date);
  const title = event
    ? t(`procedures.life-event.${event}`)
    : q
      ? t('portal.list.found', { q })
      : t('portal.list.title');
  const link = (to: number) => {
    const query = new URLSearchParams({
      ...(q ? { q } : {}),
      ...(field ? { 'linh-vuc': field } : {}),
      ...(event ? { viec: event } : {}),
      trang: String(to),
    });
    return `/thu-tuc?${query}`;
  };
  return page(
    citizenPage(
      ctx,
      { title, crumbs: [{ href: '/', label: t('portal.home.title') }] },
      html`<h1>${title}</h1>
<form class="f" action="/thu-tuc" role="search"><label for="q">${t('portal.home.search')}</label>
<span class="hint" id="qh">${t('portal.home.search-hint')}</span>
<div class="find"><input class="in" id="q" name="q" type="search" value="${q}" autocomplete="off" aria-describedby="qh"><button class="btn">${t('portal.home.find')}</button></div></form>
${
  found.rows.length
    ? html`<ul class="tasks">${found.rows.map(
        p => html`<li><a href="/thu-tuc/${p.code}">${p.name}</a><span class="q">${capital(limitsText(p.limits, t))}</span></li>
`,
      )}</ul>`
    : emptyState({
        why: found.suggestion ? t('portal.list.none-but', { q }) : t('portal.list.none', { q }),
        ...(found.suggestion
          ? { next: { href: `/thu-tuc?q=${encodeURIComponent(found.suggestion)}`, label: found.suggestion } }
          : { next: { href: '/thu-tuc', label: t('portal.list.see-all') } }),
      })
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + found.rows.length,
  total: found.total,
  previous: n > 1 ? link(n - 1) : undefined,
  next: found.total > n * PAGE_SIZE ? link(n + 1) : undefined,
})}
${!q && !event && fieldList(ctx, fields, field)}`,
    ),
  );
}

const fieldList = (
  ctx: Ctx,
  fields: ReadonlyArray<{ code: string; name: string; count: number }>,
  current: string,
): Html =>
  html`<h2>${ctx.t('portal.list.by-field')}</h2>
<ul class="grid">${fields.map(
    f =>
      html`<li><a href="/thu-tuc?linh-vuc=${f.code}"${f.code === current && html` aria-current="true"`}>${f.name}</a><span class="q">${ctx.t('portal.list.count', { count: f.count })}</span></li>
`,
  )}</ul>`;

async function exampleDays(ctx: Ctx, version: ProcedureVersion): Promise<Html | null> {
  const limit = version.limits.online ?? version.limits.counter ?? version.limits.post;
  if (!limit || limit.n > 20 || limit.unit !== 'working-day') return null;
  const now = ctx.clock.now();
  const { steps } = due(now, limit, await loadCalendar(ctx.db, null, now));
  return html`<h2>${ctx.t('portal.procedure.time')}</h2><p>${ctx.t('portal.procedure.time-about')}</p>
${dayStairs(ctx.t, stairDays(steps, ctx.t))}
<p>${ctx.t('portal.procedure.time-rule')}</p>`;
}

async function show(ctx: Ctx) {
  const { t, db } = ctx;
  const version = await findProcedureInForce(db, ctx.req.params.code ?? '', localDate(ctx.clock.now()));
  if (!version) throw NotFound();
  const online = isOnline(version);
  const asked = version.papers.filter(p => !p.alreadyHeld);
  const held = version.papers.filter(p => p.alreadyHeld);
  return page(
    citizenPage(
      ctx,
      {
        title: version.name,
        crumbs: [
          { href: '/', label: t('portal.home.title') },
          { href: `/thu-tuc?linh-vuc=${version.fieldCode}`, label: version.field },
        ],
      },
      html`<h1>${version.name}</h1>
${keyValues(t, [
  { label: t('portal.procedure.limit'), value: capital(limitsText(version.limits, t)) },
  { label: t('portal.procedure.fee'), value: feesText(version.fees, t) },
  ...(version.results.length
    ? [{ label: t('portal.procedure.result'), value: version.results.join('; ') }]
    : []),
  {
    label: t('portal.procedure.agency'),
    value: version.decidedBy ?? version.levels.map(l => t(`portal.level.${l}`)).join(', '),
  },
  { label: t('portal.procedure.ways'), value: t(`portal.service.${version.serviceLevel}`) },
])}
${
  // Officials apply with an account of their own as citizens.
  online && ctx.visitor?.kind !== 'official'
    ? html`<form method="post" action="/thu-tuc/${version.code}/nop">${csrfField(ctx)}<p>${button({ label: t('portal.procedure.start') })}</p></form>
<p class="q">${t('portal.procedure.start-about')}</p>`
    : !online && note(t('portal.procedure.counter-only'))
}
${
  asked.length > 0 &&
  html`<h2>${t('portal.procedure.papers')}</h2><ol>${asked.map(
    p => html`<li>${p.name}${p.optional && html` <span class="q">${t('portal.procedure.paper-optional')}</span>`}</li>
`,
  )}</ol>`
}
${held.length > 0 && note(t('portal.procedure.held', { papers: held.map(p => p.name).join('; ') }))}
${await exampleDays(ctx, version)}
<h2>${t('portal.procedure.where')}</h2><p>${t('portal.procedure.where-about')}</p>
${details({ summary: t('portal.procedure.legal') }, html`<p>${t('portal.procedure.code', { code: version.code })}</p>${version.legalBasis.length > 0 && html`<ul>${version.legalBasis.map(l => html`<li>${l}</li>`)}</ul>`}`)}
${version.unverified.length > 0 && html`<p class="q">${t('portal.procedure.unverified')}</p>`}`,
    ),
  );
}

export const procedureRoutes: readonly Route[] = [
  { method: 'GET', path: '/thu-tuc', rule: 'public', handler: list },
  { method: 'GET', path: '/thu-tuc/:code', rule: 'public', handler: show },
];

import { listApologies } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, type Route } from '#platform/http';
import { citizenPage, emptyState, html, pages, scrollTable, vietnamese, withQuery } from '#ui';
import { figuresOf, together } from '../figures.ts';
import { periodAsked, periodWords } from '../months.ts';
import { number, periodChoice, share } from '../view.ts';

export const PERFORMANCE = '/ket-qua-giai-quyet';
const APOLOGIES = '/xin-loi';
const PAGE_SIZE = 50;

/** How every agency did: received, finished, in time. Read by anybody. */
async function performance(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const period = periodAsked(ctx);
  const figures = await figuresOf(ctx.db, period, null);
  const all = together(figures);
  const words = periodWords(ctx, period.key);
  return page(
    citizenPage(
      ctx,
      { title: t('performance.public.title') },
      html`<h1>${t('performance.public.title')}</h1>
<p>${t('performance.public.about')}</p>
${periodChoice(ctx, PERFORMANCE, period)}
${
  figures.length
    ? html`<p class="lead">${t('performance.public.sum', {
        period: words,
        received: number(ctx, all.received),
        finished: number(ctx, all.inTime + all.late),
        share: share(ctx, all),
      })}</p>
${scrollTable({
  caption: t('performance.public.table', { period: words }),
  rowHeader: 0,
  columns: [
    { label: t('performance.col.agency') },
    { label: t('performance.col.received'), figures: true },
    { label: t('performance.col.finished'), figures: true },
    { label: t('performance.col.share'), figures: true },
    { label: t('performance.col.late'), figures: true },
  ],
  rows: figures.map(f => [
    vietnamese(t, f.agency),
    number(ctx, f.received),
    number(ctx, f.inTime + f.late),
    share(ctx, f),
    number(ctx, f.late),
  ]),
})}`
    : emptyState({ why: t('performance.none', { period: words }) })
}
<p><a href="${APOLOGIES}">${t('performance.apologies.link')}</a></p>`,
    ),
  );
}

/** The apologies for results that are late, newest first, without anybody's name. */
async function apologies(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const found = await listApologies(ctx.db, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  const shown = found.slice(0, PAGE_SIZE);
  return page(
    citizenPage(
      ctx,
      { title: t('performance.apologies.title') },
      html`<h1>${t('performance.apologies.title')}</h1>
<p>${t('performance.apologies.about')}</p>
${
  shown.length
    ? html`${scrollTable({
        caption: t('performance.apologies.title'),
        captionHidden: true,
        rowHeader: 0,
        columns: (['number', 'agency', 'procedure', 'before', 'until'] as const).map(c => ({
          label: t(`performance.apologies.col.${c}`),
        })),
        rows: shown.map(a => [
          html`<span class="num nb">${a.number}/${a.year}</span>`,
          vietnamese(t, a.agency),
          vietnamese(t, a.procedure),
          html`<span class="num nb">${formatDate(a.dueBefore)}</span>`,
          html`<span class="num nb">${formatDate(a.until)}</span>`,
        ]),
      })}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + shown.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`
    : emptyState({ why: t('performance.apologies.none') })
}
<p><a href="${PERFORMANCE}">${t('performance.public.title')}</a></p>`,
    ),
  );
}

export const publicRoutes: readonly Route[] = [
  { method: 'GET', path: PERFORMANCE, rule: 'public', handler: performance },
  { method: 'GET', path: APOLOGIES, rule: 'public', handler: apologies },
];

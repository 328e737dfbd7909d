import { listApologies } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, type Route } from '#platform/http';
import { citizenPage, emptyState, html, keyValues, pages, vietnamese, withQuery } from '#ui';
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
    ? html`<p class="lead">${t(
        all.share === null ? 'performance.public.sum-none' : 'performance.public.sum',
        {
          period: words,
          received: number(ctx, all.received),
          finished: number(ctx, all.inTime + all.late),
          share: share(ctx, all),
        },
      )}</p>
<h2>${t('performance.public.table', { period: words })}</h2>
${keyValues(
  t,
  figures.map(f => ({
    label: vietnamese(t, f.agency),
    value: t(f.share === null ? 'performance.public.line-none' : 'performance.public.line', {
      received: number(ctx, f.received),
      finished: number(ctx, f.inTime + f.late),
      share: share(ctx, f),
      late: number(ctx, f.late),
    }),
  })),
)}`
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
    ? html`${keyValues(
        t,
        shown.map(a => ({
          label: html`${t('performance.apologies.slip', { number: `${a.number}/${a.year}` })}, ${vietnamese(t, a.agency)}`,
          value: html`${vietnamese(t, a.procedure)}. ${t('performance.apologies.line', { before: formatDate(a.dueBefore), until: formatDate(a.until) })}`,
        })),
      )}
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

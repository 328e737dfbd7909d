import { listApologies } from '#engines/cases';
import { formatDate, localDate } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import {
  citizenPage,
  emptyState,
  foldTable,
  formatPercent,
  type Html,
  html,
  keyValues,
  pages,
  textField,
  vietnamese,
  withQuery,
  withVietnamese,
} from '#ui';
import { type Figures, figuresByAgency, together } from '../figures.ts';
import { namedLike } from '../named-like.ts';
import { periodAsked, periodWords } from '../period.ts';
import { allSatisfaction, type Satisfaction, satisfactionOf } from '../satisfaction.ts';
import { number, periodChoice, share } from '../view.ts';

export const PERFORMANCE = '/ket-qua-giai-quyet';
const APOLOGIES = '/xin-loi';
const PAGE_SIZE = 50;
/** Field: words of the name of an agency. */
const AGENCY = 'ten';

/** What people said of an agency, kept by another system. */
const commentsOf = (agencyId: string): string => `/danh-gia/co-quan/${agencyId}`;

const satisfied = (ctx: Ctx, of: Satisfaction | undefined, key: string): string =>
  of && of.rated > 0
    ? ctx.t(key, {
        share: formatPercent(of.satisfied / of.rated, ctx.lang, 1),
        count: number(ctx, of.rated),
      })
    : ctx.t('performance.public.unrated');

/** This month and this year, a tap away; other periods are chosen. */
function quickPeriods(ctx: Ctx, current: string): Html {
  const today = localDate(ctx.clock.now());
  const item = (key: string, label: string) =>
    key === current
      ? html`<b>${ctx.t(label)}</b>`
      : html`<a href="${withQuery(ctx, { ky: key })}">${ctx.t(label)}</a>`;
  return html`<p>${item(today.slice(0, 7), 'performance.public.this-month')} · ${item(today.slice(0, 4), 'performance.public.this-year')}</p>`;
}

/** Field: in which order the agencies stand; by name unless said. */
const ORDER = 'xep';
const ORDERS: Readonly<Record<string, (a: Figures, b: Figures) => number>> = {
  'tre-han': (a, b) => b.late - a.late,
  // Where nothing was finished there is no share: last.
  'dung-han': (a, b) => (a.share ?? 2) - (b.share ?? 2),
};

/** The orders, each a tap away: who looks for what is late need not read every line. */
function orders(ctx: Ctx, current: string): Html {
  const item = (order: string) => {
    const words = ctx.t(`performance.public.order.${order || 'ten'}`);
    return order === current
      ? html`<b>${words}</b>`
      : html`<a href="${withQuery(ctx, { [ORDER]: order })}">${words}</a>`;
  };
  return html`<p>${ctx.t('performance.public.order')} ${item('')}${Object.keys(ORDERS).map(order => html` · ${item(order)}`)}</p>`;
}

/** How every agency did: received, finished, in time, how satisfied people were. Read by anybody. */
async function performance(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const asked = periodAsked(ctx);
  const { period } = asked;
  const isWrong = asked.wrong.length > 0;
  const ratings = await satisfactionOf(ctx.db, period);
  // Who was only rated has a line, too: the lines add up to what is said of all.
  const figures = await figuresByAgency(ctx.db, period, null, ratings.keys());
  const all = together(figures);
  const asking = queryText(ctx.req.query, AGENCY).slice(0, 100);
  const order = Object.keys(ORDERS).find(o => o === queryText(ctx.req.query, ORDER)) ?? '';
  // They come by name, and a sort keeps the order of equals.
  const shown = namedLike(figures, asking).toSorted(ORDERS[order] ?? (() => 0));
  const words = periodWords(ctx, period);
  return page(
    citizenPage(
      ctx,
      { title: t('performance.public.title'), error: isWrong },
      html`<h1>${t('performance.public.title')}</h1>
<p>${t('performance.public.about')}</p>
${quickPeriods(ctx, isWrong ? '' : (period.key ?? ''))}
${periodChoice(ctx, PERFORMANCE, asked, {
  more: textField(t, {
    name: AGENCY,
    label: t('performance.public.find'),
    hint: t('performance.public.find-hint'),
    value: asking,
    type: 'search',
    autocomplete: 'off',
  }),
  hidden: order ? { [ORDER]: order } : {},
})}
${
  isWrong
    ? emptyState({
        why: t('performance.period-none'),
        next: { href: PERFORMANCE, label: t('performance.this-month') },
      })
    : figures.length
      ? html`<p class="lead">${t(
          all.share === null ? 'performance.public.sum-none' : 'performance.public.sum',
          {
            period: words,
            received: number(ctx, all.received),
            finished: number(ctx, all.inTime + all.late),
            share: share(ctx, all),
          },
        )}${ratings.size > 0 && html` ${satisfied(ctx, allSatisfaction(ratings), 'performance.public.satisfaction-sum')}`}</p>
<h2>${t('performance.public.table', { period: words })}</h2>
${shown.length > 1 && orders(ctx, order)}
${
  shown.length
    ? foldTable({
        caption: t('performance.public.table', { period: words }),
        captionHidden: true,
        rest: { id: 'con-lai', link: t('performance.public.rest', { count: number(ctx, shown.length) }) },
        columns: [
          { label: t('performance.public.col.agency') },
          ...(['received', 'finished', 'share', 'late'] as const).map(c => ({
            label: t(`performance.public.col.${c}`),
            figures: true,
          })),
          { label: t('performance.public.col.satisfied') },
        ],
        rows: shown.map(f => [
          vietnamese(t, f.name),
          number(ctx, f.received),
          number(ctx, f.inTime + f.late),
          share(ctx, f),
          number(ctx, f.late),
          ratings.has(f.id)
            ? html`<a href="${commentsOf(f.id)}">${satisfied(ctx, ratings.get(f.id), 'performance.public.satisfaction')}</a>`
            : satisfied(ctx, undefined, ''),
        ]),
      })
    : emptyState({
        why: t('performance.public.not-found', { name: asking }),
        next: { href: PERFORMANCE, label: t('performance.public.everybody') },
      })
}`
      : emptyState({ why: t('performance.none', { period: words }) })
}
<p><a href="${APOLOGIES}">${t('performance.apologies.title')}</a></p>`,
    ),
    { status: isWrong ? 422 : 200 },
  );
}

/** The apologies for results that are late, newest first, without anybody's name. */
async function apologies(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const found = await listApologies(ctx.db, ctx.clock.now(), {
    limit: PAGE_SIZE + 1,
    offset: (n - 1) * PAGE_SIZE,
  });
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
          value: html`${vietnamese(t, a.procedure)}. ${t(ctx.clock.now() > a.until ? 'performance.apologies.line-late' : 'performance.apologies.line', { before: formatDate(a.dueBefore), until: formatDate(a.until) })}${a.nowAt !== null && html` ${withVietnamese(t, 'performance.apologies.now-at', { agency: a.nowAt })}`}`,
        })),
      )}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + shown.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`
    : n > 1
      ? emptyState({
          why: t('performance.apologies.past'),
          next: { href: APOLOGIES, label: t('performance.apologies.first') },
        })
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

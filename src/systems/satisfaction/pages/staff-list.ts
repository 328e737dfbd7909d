import { casesService } from '#engines/cases';
import { agenciesInReach } from '#engines/identity';
import {
  countRatings,
  listRatings,
  RATING_VIEWS,
  type Rating,
  type RatingView,
  ratedByDelegates,
} from '#engines/ratings';
import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import {
  emptyState,
  formatNumber,
  type Html,
  html,
  pages,
  pastEnd,
  scrollTable,
  staffPage,
  status,
  tabs,
  withQuery,
} from '#ui';
import { agencyName, levelChip, reasonsText, STAFF, wordsShown } from '../view.ts';

const PAGE_SIZE = 50;
const EXCERPT = 160;

/** The view that is asked for; else the first in which there is something. */
const viewOf = (ctx: Ctx, counts: Readonly<Record<RatingView, number>>): RatingView =>
  RATING_VIEWS.find(v => v === queryText(ctx.req.query, 'xem')) ??
  RATING_VIEWS.find(v => counts[v] > 0) ??
  'waiting';

const excerpt = (words: string): string =>
  words.length > EXCERPT ? `${words.slice(0, EXCERPT).toWellFormed()}…` : words;

function state(ctx: Ctx, rating: Rating): Html | string {
  const { t } = ctx;
  if (rating.wordsState === 'waiting') return status('soon', t('satisfaction.staff.state.waiting'));
  if (rating.answeredAt) return status('done', t('satisfaction.staff.state.answered'));
  return rating.level <= 2 ? status('hold', t('satisfaction.staff.state.unanswered')) : '';
}

async function table(ctx: Ctx, shown: readonly Rating[]): Promise<Html> {
  const { t } = ctx;
  const names = new Map<string, string>();
  const seen = new Map<string, (words: string) => string>();
  for (const { agencyId } of shown)
    if (!names.has(agencyId)) {
      names.set(agencyId, await agencyName(ctx, agencyId));
      seen.set(agencyId, await wordsShown(ctx, agencyId));
    }
  const delegated = await ratedByDelegates(ctx.db, ctx.get(casesService).ledger, shown);
  return scrollTable({
    caption: t('satisfaction.staff.title'),
    captionHidden: true,
    list: true,
    rowHeader: 1,
    columns: [
      { label: t('satisfaction.rated-at') },
      { label: t('satisfaction.staff.dossier') },
      { label: t('satisfaction.form.level') },
      { label: t('satisfaction.staff.said') },
      { label: t('satisfaction.staff.agency') },
      { label: t('satisfaction.staff.state') },
    ],
    rows: shown.map(r => {
      const reasons = reasonsText(ctx, r);
      return [
        html`<span class="num">${formatDate(r.ratedAt)}</span>`,
        html`<a class="num nb" href="${STAFF}/${r.dossierId}">${r.code}</a>`,
        html`${levelChip(ctx, r.level)}${delegated.has(r.dossierId) && html`<small>${t('satisfaction.staff.by-delegate')}</small>`}`,
        html`${excerpt(seen.get(r.agencyId)?.(r.words ?? '') ?? '')}${r.words && reasons && html`<br>`}${reasons && html`<span class="q">${reasons}</span>`}`,
        names.get(r.agencyId) ?? '',
        state(ctx, r),
      ];
    }),
  });
}

/** What people said of the agencies within the visitor's reach: first what waits for somebody. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const n = pageNumber(ctx.req.query);
  const reach = await agenciesInReach(ctx, 'rating.read');
  const counts = await countRatings(db, reach);
  const view = viewOf(ctx, counts);
  const found = await listRatings(db, reach, view, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  const shown = found.slice(0, PAGE_SIZE);
  const elsewhere = pastEnd(ctx, n, shown.length);
  if (elsewhere) return elsewhere;
  const title = t('satisfaction.staff.title');
  return page(
    staffPage(
      ctx,
      { title, active: 'satisfaction' },
      html`<h1>${title}</h1>
${tabs({
  label: t('satisfaction.staff.views'),
  items: RATING_VIEWS.map(v => ({
    href: `${STAFF}?xem=${v}`,
    label: t('satisfaction.staff.view-count', {
      view: t(`satisfaction.staff.view.${v}`),
      count: formatNumber(counts[v], { lang: t.lang }),
    }),
    current: v === view,
  })),
})}
${shown.length ? await table(ctx, shown) : emptyState({ why: t(`satisfaction.staff.none.${view}`) })}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + shown.length,
  total: counts[view],
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
    ),
  );
}

export const staffListRoute: Route = {
  method: 'GET',
  path: STAFF,
  rule: { permission: 'rating.read' },
  handler: list,
};

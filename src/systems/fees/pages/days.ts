import { cashAtEndsOf, listCashDays } from '#engines/payments';
import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, type Route } from '#platform/http';
import { emptyState, formatMoney, html, pages, scrollTable, status, withQuery } from '#ui';
import { agenciesFor } from '../reach.ts';
import { agencyNames, feesPage, ROOT } from '../view.ts';

const PAGE_SIZE = 31;

/** The days on which cash moved, each open or closed. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const n = pageNumber(ctx.req.query);
  const agencies = await agenciesFor(ctx, 'payment.read');
  const days = await listCashDays(db, agencies, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  const page = days.slice(0, PAGE_SIZE);
  const cashOf = await cashAtEndsOf(
    db,
    page.filter(d => d.expected === null),
  );
  const shown = page.map(d => ({ ...d, sum: d.expected ?? cashOf(d) }));
  const names = await agencyNames(
    ctx,
    shown.map(d => d.agencyId),
  );
  return feesPage(
    ctx,
    { title: t('fees.days.title'), active: 'days' },
    shown.length
      ? html`${scrollTable({
          caption: t('fees.days.title'),
          captionHidden: true,
          list: true,
          columns: [
            { label: t('fees.col.day') },
            { label: t('fees.col.agency') },
            { label: t('fees.days.expected'), figures: true },
            { label: t('fees.days.counted'), figures: true },
            { label: t('fees.col.state') },
          ],
          rows: shown.map(d => [
            html`<a class="num" href="${ROOT}/so-quy/${d.agencyId}/${d.day}">${formatDate(d.day)}</a>`,
            names.get(d.agencyId),
            formatMoney(d.sum, t.lang),
            d.counted === null ? t('fees.days.not-counted') : formatMoney(d.counted, t.lang),
            d.closedAt ? status('done', t('fees.day.closed')) : status('soon', t('fees.day.open')),
          ]),
        })}${pages(t, {
          from: (n - 1) * PAGE_SIZE + 1,
          to: (n - 1) * PAGE_SIZE + shown.length,
          previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
          next: days.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
        })}`
      : emptyState({ why: t('fees.days.none') }),
  );
}

export const daysRoute: Route = {
  method: 'GET',
  path: `${ROOT}/so-quy`,
  rule: { permission: 'payment.read' },
  handler: show,
};

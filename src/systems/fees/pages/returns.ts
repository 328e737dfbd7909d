import { listReturnable, type Returnable } from '#engines/cases';
import { formatDate, localDate } from '#platform/clock';
import { type Answer, type Ctx, file, pageNumber, type Route } from '#platform/http';
import { csvOf, type Sheet, spreadsheet, XLSX } from '#platform/spreadsheet';
import { emptyState, formatMoney, type Html, html, pages, scrollTable, withQuery } from '#ui';
import { agenciesFor } from '../reach.ts';
import { sights } from '../sight.ts';
import { feesPage, ROOT } from '../view.ts';

const PATH = `${ROOT}/phai-hoan`;
const PAGE_SIZE = 50;
/** More than any agency has; an export is one file. */
const MOST = 10_000;
const COLUMNS = [
  { id: 'code', width: 28 },
  { id: 'payer', width: 28 },
  { id: 'fee', width: 36 },
  { id: 'why', width: 26 },
  { id: 'amount', width: 16, as: 'money' },
  { id: 'asked', width: 16, as: 'money' },
  { id: 'since', width: 12, as: 'day' },
] as const;

/** Why it has to go back, in words. */
const why = ({ t }: Ctx, r: Returnable): string => t(`fees.returns.why.${r.why}`);

/** What goes back, with its payers as the visitor may read them. */
async function seen(ctx: Ctx, rows: readonly Returnable[]): Promise<Returnable[]> {
  const sightAt = await sights(ctx);
  return rows.map(r => {
    const sight = sightAt(r.agencyId);
    return { ...r, name: sight.words(r.name, [r.payer]), payer: sight.name(r.payer) };
  });
}

/** `refunds`: the agencies whose money the visitor may ask back; of others he only sees it. */
function table(ctx: Ctx, rows: readonly Returnable[], refunds: ReadonlySet<string>): Html {
  const { t } = ctx;
  return scrollTable({
    caption: t('fees.returns.title'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('fees.col.code') },
      { label: t('fees.col.payer') },
      { label: t('fees.col.name') },
      { label: t('fees.returns.col.why') },
      { label: t('fees.col.amount'), figures: true },
      { label: t('fees.col.since') },
      { label: t('fees.actions'), hidden: true },
    ],
    rows: rows.map(r => [
      html`<a class="num nb" href="/can-bo/ho-so/${r.dossierId}/phi">${r.code}</a>`,
      r.payer,
      r.name,
      why(ctx, r),
      html`${formatMoney(r.amount, t.lang)}${r.asked > 0 && html`<small>${t('fees.returns.asked', { amount: formatMoney(r.asked, t.lang) })}</small>`}`,
      html`<span class="num">${formatDate(r.since)}</span>`,
      refunds.has(r.agencyId) &&
        html`<a class="nb" href="/can-bo/ho-so/${r.dossierId}/phi/${r.obligationId}/hoan">${t('fees.refund.ask')}<span class="vh"> ${r.code}</span></a>`,
    ]),
  });
}

/** Everything that was paid too much or for nothing, in one list: from here it is asked back. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const n = pageNumber(ctx.req.query);
  const agencies = await agenciesFor(ctx, 'payment.read');
  const found = await listReturnable(db, agencies, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  const shown = await seen(ctx, found.slice(0, PAGE_SIZE));
  const refunds = new Set(await agenciesFor(ctx, 'payment.refund'));
  return feesPage(
    ctx,
    { title: t('fees.returns.title'), active: 'returns' },
    shown.length
      ? html`<p class="q">${t('fees.returns.about')}</p>${table(ctx, shown, refunds)}${pages(t, {
          from: (n - 1) * PAGE_SIZE + 1,
          to: (n - 1) * PAGE_SIZE + shown.length,
          previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
          next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
        })}<p class="row no-print"><a href="${PATH}/danh-sach.xlsx">${t('fees.day.xlsx')}</a> <a href="${PATH}/danh-sach.csv">${t('fees.day.csv')}</a></p>`
      : emptyState({ why: t('fees.returns.none') }),
  );
}

const download =
  (ending: 'csv' | 'xlsx') =>
  async (ctx: Ctx): Promise<Answer> => {
    const { t, db, clock } = ctx;
    const page = { limit: MOST, offset: 0 };
    const all = await seen(ctx, await listReturnable(db, await agenciesFor(ctx, 'payment.read'), page));
    const day = localDate(clock.now());
    const sheet: Sheet = {
      name: t('fees.returns.menu'),
      head: [t('fees.returns.title'), t('fees.returns.on', { day: formatDate(day) })],
      columns: COLUMNS.map(({ id, ...shape }) => ({ label: t(`fees.returns.file.${id}`), ...shape })),
      rows: all.map(r => [r.code, r.payer, r.name, why(ctx, r), r.amount, r.asked, r.since]),
    };
    const bytes = ending === 'csv' ? csvOf(sheet) : await spreadsheet(sheet);
    return file(bytes, ending === 'csv' ? 'text/csv; charset=utf-8' : XLSX, {
      download: `tien-phai-hoan-${day}.${ending}`,
    });
  };

const rule = { permission: 'payment.read' };
export const returnRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule, handler: show },
  { method: 'GET', path: `${PATH}/danh-sach.csv`, rule, handler: download('csv') },
  { method: 'GET', path: `${PATH}/danh-sach.xlsx`, rule, handler: download('xlsx') },
];

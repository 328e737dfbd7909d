import { closeCashDay, paymentsService } from '#engines/payments';
import { formatDate, formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, file, textField as posted, type Route } from '#platform/http';
import { XLSX } from '#platform/spreadsheet';
import {
  attempt,
  button,
  doneAt,
  doOnce,
  type Errors,
  errorOf,
  fieldId,
  figureTiles,
  formatMoney,
  formatNumber,
  html,
  keyValues,
  note,
  postForm,
  scrollTable,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { readAmount } from '../parts/amount.ts';
import { type DayBook, loadDay } from '../parts/day.ts';
import { DAY_COLUMNS, dayBalance, dayRows } from '../parts/day-table.ts';
import { findActor, getActor } from '../reach.ts';
import { dayPdf } from '../slips/day-paper.ts';
import { dayCsv, dayXlsx } from '../slips/day-report.ts';
import { headOfDesk } from '../slips/receipt-paper.ts';
import { feesPage, ROOT } from '../view.ts';

const COUNTED = 'dem-duoc';
const REASON = 'ly-do';

const pathOf = ({ day }: DayBook) => `${ROOT}/so-quy/${day.agencyId}/${day.day}`;

const closing = (ctx: Ctx, book: DayBook, errors: Errors) =>
  html`<section class="card"><h2>${ctx.t('fees.day.close')}</h2><p>${ctx.t('fees.day.close.about')}</p>${
    book.after > 0 &&
    html`<p>${ctx.t('fees.day.close.after', { amount: formatMoney(book.after, ctx.t.lang) })}</p>`
  }${postForm(ctx, {
    action: `${pathOf(book)}/chot`,
    fields: html`${textField(ctx.t, {
      name: COUNTED,
      label: ctx.t('fees.days.counted'),
      hint: ctx.t('fees.day.counted.hint'),
      value: typedOr(ctx, COUNTED),
      error: errorOf(errors, COUNTED),
      inputmode: 'numeric',
      narrow: true,
      unit: ctx.t('fees.unit'),
      most: 20,
    })}${textArea(ctx.t, {
      name: REASON,
      label: ctx.t('fees.day.reason'),
      hint: ctx.t('fees.day.reason.hint'),
      optional: true,
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`,
    button: ctx.t('fees.day.close.button'),
  })}</section>`;

/** An earlier day is open: which, and the way there. Stands where the field would, so that the summary of errors leads to it. */
const closeFirst = (ctx: Ctx, { day: { agencyId }, openBefore }: DayBook) =>
  openBefore &&
  html`<section class="card" id="${fieldId(COUNTED)}" tabindex="-1"><h2>${ctx.t('fees.day.close')}</h2><p>${ctx.t('fees.day.close.first')} <a href="${ROOT}/so-quy/${agencyId}/${openBefore.day}">${ctx.t('fees.day.title', { day: formatDate(openBefore.day) })}</a></p></section>`;

/** The book of one day: to read, to print, to take away, and to close. */
async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const book = await loadDay(ctx);
  const { day } = book;
  const money = (n: number) => formatMoney(n, t.lang);
  const may = await findActor(ctx, 'payment.close', day.agencyId);
  const difference = (day.counted ?? 0) - (day.expected ?? 0);
  return feesPage(
    ctx,
    {
      title: t('fees.day.title', { day: formatDate(day.day) }),
      active: 'days',
      errors,
      crumbs: [{ href: `${ROOT}/so-quy`, label: t('fees.days.menu') }],
    },
    html`<p class="q">${book.agencyName}</p>
${figureTiles([
  {
    label: t('fees.days.expected'),
    value: money(day.expected ?? book.closing),
    about: t('fees.day.count', { count: book.receipts.length }),
  },
  ...(day.closedAt
    ? [
        { label: t('fees.days.counted'), value: money(day.counted ?? 0) },
        { label: t('fees.day.difference'), value: money(difference), about: day.reason },
      ]
    : []),
])}
${day.closedAt && note(t('fees.day.closed.note', { at: formatDateTime(day.closedAt), who: book.names.get(day.closedBy ?? '') ?? '' }))}
${scrollTable({
  caption: t('fees.day.lines'),
  captionHidden: true,
  columns: DAY_COLUMNS.filter(c => c !== 'struck').map(c => ({
    label: t(`fees.day.col.${c}`),
    figures: c === 'amount',
  })),
  rows: [
    ...dayRows(book, t).map((r, i) => {
      const receipt = book.receipts[i];
      const number = receipt ? t('fees.day.nth', { number: r.number }) : r.number;
      return [
        receipt ? html`<a class="num" href="/can-bo/phieu-thu/${receipt.id}">${number}</a>` : number,
        r.time,
        html`<span class="nb num">${r.reference}</span>`,
        r.payer,
        r.what,
        r.struck === null
          ? formatNumber(r.amount, { lang: t.lang })
          : html`<s>${formatNumber(r.struck, { lang: t.lang })}</s>`,
        r.clerk,
        r.note,
      ];
    }),
    [
      html`<b>${t('fees.day.sum')}</b>`,
      '',
      '',
      '',
      '',
      html`<b>${formatNumber(book.sum, { lang: t.lang })}</b>`,
    ],
  ],
})}
${keyValues(
  t,
  dayBalance(book, t).map(b => ({ label: b.label, value: money(b.amount) })),
)}
<p class="row no-print">${button({ label: t('fees.day.print'), href: `${pathOf(book)}/so.pdf` })}<a href="${pathOf(book)}/so.xlsx">${t('fees.day.xlsx')}</a> <a href="${pathOf(book)}/so.csv">${t('fees.day.csv')}</a></p>
${may && !day.closedAt && (closeFirst(ctx, book) ?? closing(ctx, book, errors))}`,
  );
}

async function close(ctx: Ctx): Promise<Answer> {
  const book = await loadDay(ctx);
  const { agencyId, day } = book.day;
  const actor = await getActor(ctx, 'payment.close', agencyId);
  return attempt(
    ctx,
    async () => {
      const counted = readAmount(posted(ctx.req.body, COUNTED)) ?? -1;
      const input = { agencyId, day, counted, reason: posted(ctx.req.body, REASON) };
      await ctx.db.tx(tx => doOnce(ctx, tx, () => closeCashDay(tx, ctx.get(paymentsService), input, actor)));
      return doneAt(pathOf(book), 'day-closed');
    },
    errors => show(ctx, errors),
    {
      fields: { DIFFERENCE_UNEXPLAINED: REASON, PAYMENT_REASON_TOO_LONG: REASON },
      otherwise: COUNTED,
    },
  );
}

const download =
  (ending: 'csv' | 'xlsx') =>
  async (ctx: Ctx): Promise<Answer> => {
    const book = await loadDay(ctx);
    const bytes = ending === 'csv' ? dayCsv(book, ctx.t) : await dayXlsx(book, ctx.t);
    return file(bytes, ending === 'csv' ? 'text/csv; charset=utf-8' : XLSX, {
      download: `so-quy-${book.day.day}.${ending}`,
    });
  };

async function paper(ctx: Ctx): Promise<Answer> {
  const book = await loadDay(ctx);
  const { agencyId, day } = book.day;
  const head = await headOfDesk(ctx.db, ctx.site, agencyId, day);
  const pdf = await dayPdf(book, head, ctx.texts.of('vi'), ctx.clock.now());
  return file(pdf, 'application/pdf', { download: `So-quy-${day}.pdf` });
}

const rule = { permission: 'payment.read' };
export const dayRoutes: readonly Route[] = [
  { method: 'GET', path: `${ROOT}/so-quy/:agency/:day`, rule, handler: ctx => show(ctx) },
  { method: 'GET', path: `${ROOT}/so-quy/:agency/:day/so.pdf`, rule, handler: paper },
  { method: 'GET', path: `${ROOT}/so-quy/:agency/:day/so.csv`, rule, handler: download('csv') },
  { method: 'GET', path: `${ROOT}/so-quy/:agency/:day/so.xlsx`, rule, handler: download('xlsx') },
  {
    method: 'POST',
    path: `${ROOT}/so-quy/:agency/:day/chot`,
    rule: { permission: 'payment.close' },
    handler: close,
  },
];

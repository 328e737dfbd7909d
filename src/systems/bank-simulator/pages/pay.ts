import { bankService, readVietQr, SIMULATED_BANK_PAGE, type Transfer } from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  page,
  textField as posted,
  queryText,
  type Route,
  redirect,
} from '#platform/http';
import {
  citizenPage,
  details,
  doneAt,
  type Errors,
  emptyState,
  errorOf,
  errorSummary,
  formatMoney,
  formatNumber,
  type Html,
  html,
  keyValues,
  note,
  postForm,
  radios,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { arrangeNotices } from '../tell.ts';
import { book, latest, TELLINGS } from '../transactions.ts';

const QR = 'qr';
const BACK = 've';
const AMOUNT = 'so-tien';
const PURPOSE = 'noi-dung';
const PAYER = 'nguoi-chuyen';
const TELLING = 'cach-bao';

/** Only in a demo whose bank is this one; anywhere else it does not exist. */
function onlySimulated(ctx: Ctx): void {
  if (!ctx.get(bankService).simulated) throw NotFound();
}

/** A path of ours to go back to, or none. */
const backOf = (text: string): string | null => (/^\/(?![/\\])[\w./-]{0,200}$/.test(text) ? text : null);

async function payments(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const rows = await latest(ctx.db, 20);
  if (!rows.length) return emptyState({ why: t('bank-simulator.none') });
  return html`<ul class="tasks">${rows.map(
    r => html`<li><div><b>${formatMoney(r.amount, t.lang)}</b> ${r.purpose}<br><span class="q num">${formatDateTime(new Date(r.bookedAt))} · ${r.ref}</span><br><span class="q">${t(
      `bank-simulator.telling.${r.telling}`,
    )}. ${t(r.calls ? 'bank-simulator.told' : 'bank-simulator.not-told', { calls: r.calls, status: r.status ?? 0 })}</span></div></li>
`,
  )}</ul>`;
}

function payForm(ctx: Ctx, payload: string, transfer: Transfer, errors: Errors): Html {
  const { t } = ctx;
  return html`${keyValues(t, [
    {
      label: t('bank-simulator.account'),
      value: html`${t('bank-simulator.account.value', { number: transfer.number })}`,
    },
    ...(transfer.amount
      ? [{ label: t('bank-simulator.asked'), value: formatMoney(transfer.amount, t.lang) }]
      : []),
  ])}${postForm(ctx, {
    action: SIMULATED_BANK_PAGE,
    fields: html`<input type="hidden" name="${QR}" value="${payload}"><input type="hidden" name="${BACK}" value="${posted(ctx.req.body, BACK) || queryText(ctx.req.query, BACK)}">${textField(
      t,
      {
        name: PAYER,
        label: t('bank-simulator.payer'),
        value: typedOr(ctx, PAYER, ctx.visitor?.name ?? 'NGUOI THU NGHIEM'),
        error: errorOf(errors, PAYER),
        maxlength: 100,
      },
    )}${details(
      { summary: t('bank-simulator.faults'), open: errors.length > 0 },
      html`${radios(t, {
        name: TELLING,
        label: t('bank-simulator.telling'),
        value: typedOr(ctx, TELLING, 'once'),
        error: errorOf(errors, TELLING),
        options: TELLINGS.map(v => ({ value: v, label: t(`bank-simulator.telling.${v}`) })),
      })}${textField(t, {
        name: AMOUNT,
        label: t('bank-simulator.amount'),
        hint: t('bank-simulator.amount.hint'),
        value: typedOr(ctx, AMOUNT, transfer.amount ? formatNumber(transfer.amount, { lang: 'vi' }) : ''),
        error: errorOf(errors, AMOUNT),
        inputmode: 'numeric',
        narrow: true,
        maxlength: 20,
      })}${textField(t, {
        name: PURPOSE,
        label: t('bank-simulator.purpose'),
        hint: t('bank-simulator.purpose.hint'),
        value: typedOr(ctx, PURPOSE, transfer.purpose ?? ''),
        error: errorOf(errors, PURPOSE),
        optional: true,
        maxlength: 200,
      })}`,
    )}`,
    button: t('bank-simulator.pay'),
  })}`;
}

async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  onlySimulated(ctx);
  const { t } = ctx;
  const payload = posted(ctx.req.body, QR) || queryText(ctx.req.query, QR);
  const transfer = readVietQr(payload);
  const back = backOf(queryText(ctx.req.query, BACK));
  const paid = queryText(ctx.req.query, 'xong') === 'paid';
  const wrong: Errors =
    payload && !transfer && !errors.length ? [{ path: QR, message: t('bank-simulator.qr.wrong') }] : errors;
  return page(
    citizenPage(
      ctx,
      { title: t('bank-simulator.title'), backTo: back ?? '/', error: wrong.length > 0 },
      html`${errorSummary(t, wrong)}<h1>${t('bank-simulator.title')}</h1>
${note(t('bank-simulator.about'))}
${
  paid
    ? html`<p class="lead" role="status">${t('bank-simulator.paid')}</p>${back && html`<p><a class="btn" href="${back}">${t('bank-simulator.back')}</a></p>`}`
    : transfer
      ? payForm(ctx, payload, transfer, errors)
      : html`<form action="${SIMULATED_BANK_PAGE}">${textArea(t, {
          name: QR,
          label: t('bank-simulator.qr'),
          hint: t('bank-simulator.qr.hint'),
          value: payload,
          error: errorOf(wrong, QR),
          rows: 3,
        })}<p><button class="btn">${t('bank-simulator.read')}</button></p></form>`
}
<h2>${t('bank-simulator.books')}</h2>
${await payments(ctx)}`,
    ),
    { status: wrong.length ? 422 : 200 },
  );
}

function amountOf(text: string): number | undefined {
  const digits = text.replace(/[. ]/g, '');
  return /^\d{1,12}$/.test(digits) && Number(digits) > 0 ? Number(digits) : undefined;
}

/** Books the payment at the simulated bank, and has it told as it was chosen. */
async function pay(ctx: Ctx): Promise<Answer> {
  onlySimulated(ctx);
  const { body } = ctx.req;
  const transfer = readVietQr(posted(body, QR));
  if (!transfer) return show(ctx, [{ path: QR, message: ctx.t('bank-simulator.qr.wrong') }]);
  const amount = amountOf(posted(body, AMOUNT));
  const telling = TELLINGS.find(v => v === posted(body, TELLING));
  if (!amount) return show(ctx, [{ path: AMOUNT, message: ctx.t('bank-simulator.amount.wrong') }]);
  if (!telling) return show(ctx, [{ path: TELLING, message: ctx.t('bank-simulator.telling.wrong') }]);
  const now = ctx.clock.now();
  await ctx.db.tx(async tx => {
    const booked = await book(
      tx,
      {
        bin: transfer.bin,
        number: transfer.number,
        amount,
        purpose: posted(body, PURPOSE).slice(0, 200),
        payer: posted(body, PAYER).slice(0, 100) || 'NGUOI THU NGHIEM',
        telling,
      },
      now,
    );
    await arrangeNotices(tx, booked, now);
  });
  const back = backOf(posted(body, BACK));
  return redirect(
    doneAt(back ? `${SIMULATED_BANK_PAGE}?${BACK}=${encodeURIComponent(back)}` : SIMULATED_BANK_PAGE, 'paid'),
  );
}

export const payPageRoutes: readonly Route[] = [
  { method: 'GET', path: SIMULATED_BANK_PAGE, rule: 'public', handler: ctx => show(ctx) },
  {
    method: 'POST',
    path: SIMULATED_BANK_PAGE,
    rule: 'public',
    rateLimit: { max: 60, windowSeconds: 60 },
    handler: pay,
  },
];

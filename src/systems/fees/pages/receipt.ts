import {
  cancelReceipt,
  findCashDay,
  getReceipt,
  isInHand,
  paymentsService,
  type Receipt,
} from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, textField as posted, type Route } from '#platform/http';
import {
  attempt,
  button,
  details,
  doneAt,
  doOnce,
  type Errors,
  errorOf,
  formatMoney,
  html,
  keyValues,
  note,
  postForm,
  textArea,
  typedOr,
} from '#ui';
import { findActor, getActor, idOf } from '../reach.ts';
import { receiptsSeen, sightAt } from '../sight.ts';
import { receiptNumber, receiptPdf } from '../slips/receipt-paper.ts';
import { feesPage, peopleNames, ROOT } from '../view.ts';

const REASON = 'ly-do';

/** The receipt of the address as who may see the money of its agency may read it. Throws NotFound. */
async function loadReceipt(ctx: Ctx): Promise<Receipt> {
  const receipt = await getReceipt(ctx.db, idOf((ctx.req.params.receipt ?? '').replace(/\.pdf$/, '')));
  if (!(await findActor(ctx, 'payment.read', receipt.agencyId))) throw NotFound();
  const [seen = receipt] = await receiptsSeen(ctx, await sightAt(ctx, receipt.agencyId), [receipt]);
  return seen;
}

const nameOf = async (ctx: Ctx, id: string | null) => (await peopleNames(ctx, [id])).get(id ?? '') ?? '';

async function show(ctx: Ctx, receipt: Receipt, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const day = await findCashDay(ctx.db, receipt.agencyId, receipt.day);
  const may = await findActor(ctx, 'payment.receive', receipt.agencyId);
  const subject = { kind: receipt.subjectKind, id: receipt.subjectId };
  const given = await isInHand(ctx.db, ctx.get(paymentsService), subject);
  const barred = day?.closedAt ? 'day-closed' : given && 'result-given';
  const number = receiptNumber(receipt);
  return feesPage(
    ctx,
    {
      title: t('fees.receipt.nth', { number }),
      active: 'days',
      errors,
      crumbs: [
        { href: `/can-bo/ho-so/${receipt.subjectId}/phi`, label: receipt.reference },
        { href: `${ROOT}/so-quy/${receipt.agencyId}/${receipt.day}`, label: t('fees.days.menu') },
      ],
    },
    html`${receipt.cancelledAt && html`<div id="f-${REASON}">${note(t('fees.receipt.cancelled.note', { at: formatDateTime(receipt.cancelledAt), who: await nameOf(ctx, receipt.cancelledBy), reason: receipt.cancelReason ?? '' }))}</div>`}
${keyValues(t, [
  { label: t('fees.receipt.payer'), value: receipt.payer },
  ...receipt.items.map(i => ({ label: i.name, value: formatMoney(i.amount, t.lang) })),
  { label: t('fees.cash.sum'), value: html`<b>${formatMoney(receipt.amount, t.lang)}</b>` },
  { label: t('fees.receipt.at'), value: formatDateTime(receipt.receivedAt) },
  { label: t('fees.receipt.by'), value: await nameOf(ctx, receipt.receivedBy) },
])}
<p class="row">${button({ label: t('fees.receipt.print'), href: `/can-bo/phieu-thu/${receipt.id}/in.pdf` })}${button({ label: t('fees.receipt.back'), href: `/can-bo/ho-so/${receipt.subjectId}/phi`, alt: true })}</p>
${
  may &&
  !receipt.cancelledAt &&
  (barred
    ? html`<p class="q" id="f-${REASON}">${t(`fees.receipt.${barred}`)}</p>`
    : details(
        { summary: t('fees.receipt.cancel'), open: errors.length > 0 },
        html`<p>${t('fees.receipt.cancel.about')}</p>${postForm(ctx, {
          action: `/can-bo/phieu-thu/${receipt.id}/huy`,
          fields: textArea(t, {
            name: REASON,
            label: t('fees.reason'),
            hint: t('fees.receipt.cancel.hint'),
            value: typedOr(ctx, REASON),
            error: errorOf(errors, REASON),
            rows: 2,
          }),
          button: t('fees.receipt.cancel.button'),
          alt: true,
        })}`,
      ))
}`,
  );
}

// Refused, its link leads to why: the reason is asked no more where it cannot be cancelled, as after another has done it.
async function cancel(ctx: Ctx): Promise<Answer> {
  const receipt = await loadReceipt(ctx);
  const actor = await getActor(ctx, 'payment.receive', receipt.agencyId);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          const input = { receiptId: receipt.id, reason: posted(ctx.req.body, REASON) };
          const { id } = await cancelReceipt(tx, ctx.get(paymentsService), input, actor);
          return { id };
        }),
      );
      return doneAt(`/can-bo/phieu-thu/${receipt.id}`, 'receipt-cancelled');
    },
    async errors => show(ctx, await loadReceipt(ctx), errors),
    { otherwise: REASON },
  );
}

async function print(ctx: Ctx): Promise<Answer> {
  const receipt = await loadReceipt(ctx);
  const pdf = await receiptPdf(ctx.db, ctx.site, receipt, await nameOf(ctx, receipt.receivedBy));
  return file(pdf, 'application/pdf');
}

export const receiptRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/can-bo/phieu-thu/:receipt',
    rule: { permission: 'payment.read' },
    handler: async ctx => show(ctx, await loadReceipt(ctx)),
  },
  {
    method: 'GET',
    path: '/can-bo/phieu-thu/:receipt/in.pdf',
    rule: { permission: 'payment.read' },
    handler: print,
  },
  {
    method: 'POST',
    path: '/can-bo/phieu-thu/:receipt/huy',
    rule: { permission: 'payment.receive' },
    handler: cancel,
  },
];

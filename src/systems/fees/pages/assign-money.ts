import {
  assignMoney,
  findBankAccountById,
  findMoney,
  type Money,
  paymentsService,
  requestRefund,
} from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted } from '#platform/http';
import { doneAt, doOnce, errorOf, formatMoney, html, keyValues, textArea, textField, typedOr } from '#ui';
import { findActor, getActor, idOf } from '../reach.ts';
import { ROOT } from '../view.ts';
import { payeeFields, payeeOf, REFUND_ERRORS, refundFaults } from './ask-refund.ts';
import { feesForm } from './form.ts';

const CODE = 'ma';
const REASON = 'ly-do';
const PATH = `${ROOT}/tien-vao`;

type Loaded = { money: Money; agencyId: string };

/** Unmatched money of an account at whose agency the visitor holds `permission`; to be looked at, whatever became of it. Throws NotFound. */
async function load(ctx: Ctx, permission: string): Promise<Loaded> {
  const money = await findMoney(ctx.db, idOf(ctx.req.params.money));
  const account = money && (await findBankAccountById(ctx.db, money.bankAccountId));
  if (!account || (money.state !== 'unmatched' && ctx.req.method !== 'GET')) throw NotFound();
  if (!(await findActor(ctx, permission, account.agencyId))) throw NotFound();
  return { money, agencyId: account.agencyId };
}

/** What was found out about money meanwhile stands in the list. */
const over = (_: Ctx, { money }: Loaded) => (money.state === 'unmatched' ? undefined : PATH);

const facts = (ctx: Ctx, { money: m }: Loaded) =>
  keyValues(ctx.t, [
    { label: ctx.t('fees.col.amount'), value: html`<b>${formatMoney(m.amount, ctx.t.lang)}</b>` },
    { label: ctx.t('fees.money.purpose'), value: m.purpose || ctx.t('fees.money.no-purpose') },
    { label: ctx.t('fees.col.payer'), value: m.payer ?? ctx.t('fees.money.no-payer') },
    { label: ctx.t('fees.col.at'), value: formatDateTime(m.bookedAt) },
    { label: ctx.t('fees.money.ref'), value: html`<span class="num">${m.bankRef}</span>` },
  ]);

/** Somebody has found out what money is for: it pays that. */
const assign = feesForm<Loaded>({
  path: `${PATH}/:money`,
  permission: 'payment.assign',
  active: 'money',
  load: ctx => load(ctx, 'payment.assign'),
  over,
  title: ctx => ctx.t('fees.money.assign.title'),
  about: (ctx, loaded) => html`${facts(ctx, loaded)}<p>${ctx.t('fees.money.assign.about')}</p>`,
  crumbs: (_, ctx) => [{ href: PATH, label: ctx.t('fees.money.menu') }],
  fields: (ctx, _, errors) => {
    const { t } = ctx;
    return html`${textField(t, {
      name: CODE,
      label: t('fees.col.code'),
      hint: t('fees.money.assign.code.hint'),
      value: typedOr(ctx, CODE),
      error: errorOf(errors, CODE),
      most: 60,
    })}${textArea(t, {
      name: REASON,
      label: t('fees.reason'),
      hint: t('fees.money.assign.reason.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`;
  },
  button: 'fees.money.assign.button',
  after: (ctx, { money }) =>
    html`<a href="${PATH}/${money.id}/tra-lai">${ctx.t('fees.money.return.title')}</a>`,
  submit: async (ctx, { money, agencyId }) => {
    const actor = await getActor(ctx, 'payment.assign', agencyId);
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const input = {
          moneyId: money.id,
          reference: posted(ctx.req.body, CODE),
          reason: posted(ctx.req.body, REASON),
        };
        const { id } = await assignMoney(tx, ctx.get(paymentsService), input, actor);
        return { id };
      }),
    );
    return doneAt(PATH, 'assigned');
  },
  errorFields: { PAYMENT_REASON_MISSING: REASON, PAYMENT_REASON_TOO_LONG: REASON },
  otherwise: CODE,
});

/** Money that nobody claims goes back to whom it came from, when a second person agrees. */
const giveBack = feesForm<Loaded>({
  path: `${PATH}/:money/tra-lai`,
  permission: 'payment.refund',
  active: 'money',
  load: ctx => load(ctx, 'payment.refund'),
  over,
  title: ctx => ctx.t('fees.money.return.title'),
  about: (ctx, loaded) => html`${facts(ctx, loaded)}<p>${ctx.t('fees.refund.about')}</p>`,
  crumbs: (_, ctx) => [{ href: PATH, label: ctx.t('fees.money.menu') }],
  fields: (ctx, { money }, errors) => payeeFields(ctx, errors, money.payer ?? '', false),
  button: 'fees.refund.button',
  submit: async (ctx, { money, agencyId }) => {
    const faults = refundFaults(ctx, false);
    if (faults.length) return faults;
    const actor = await getActor(ctx, 'payment.refund', agencyId);
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const request = { of: { moneyId: money.id }, ...payeeOf(ctx) };
        const { id } = await requestRefund(tx, ctx.get(paymentsService), request, actor);
        return { id };
      }),
    );
    return doneAt(`${ROOT}/hoan`, 'refund-asked');
  },
  errorFields: REFUND_ERRORS,
  otherwise: REASON,
});

export const assignMoneyRoutes = [...assign, ...giveBack];

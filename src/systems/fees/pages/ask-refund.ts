import {
  amountFault,
  bankTitle,
  PAYEE_BANKS,
  payeeFaults,
  paymentsService,
  refundableOf,
  refundsOf,
  requestRefund,
} from '#engines/payments';
import type { AppError } from '#platform/errors';
import { type Ctx, textField as posted } from '#platform/http';
import {
  doneAt,
  doOnce,
  type Errors,
  errorOf,
  type FieldError,
  formatMoney,
  formatNumber,
  type Html,
  html,
  keyValues,
  radios,
  revealed,
  selectField,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { readAmount } from '../parts/amount.ts';
import { whyAllBack } from '../parts/ended.ts';
import { getActor } from '../reach.ts';
import { feesPath } from './dossier-fees.ts';
import { feesForm } from './form.ts';
import { crumbsOf, loadObligation, type OfObligation } from './set-amount.ts';

const AMOUNT = 'so-tien';
const WAY = 'cach';
const NAME = 'ten';
const BANK = 'ngan-hang';
const NUMBER = 'tai-khoan';
const REASON = 'ly-do';

/** Whom money goes back to, and the reason: the same wherever it is asked back. */
export function payeeFields(ctx: Ctx, errors: Errors, name: string, cash: boolean): Html {
  const { t } = ctx;
  const account = html`${selectField(t, {
    name: BANK,
    label: t('fees.refund.bank'),
    value: typedOr(ctx, BANK),
    error: errorOf(errors, BANK),
    options: PAYEE_BANKS.map(b => ({ value: b.bin, label: bankTitle(b) })),
  })}${textField(t, {
    name: NUMBER,
    label: t('fees.refund.number'),
    hint: t('fees.refund.number.hint'),
    value: typedOr(ctx, NUMBER),
    error: errorOf(errors, NUMBER),
    inputmode: 'numeric',
    most: 30,
  })}`;
  return html`${textField(t, {
    name: NAME,
    label: t('fees.refund.name'),
    value: typedOr(ctx, NAME, name),
    error: errorOf(errors, NAME),
    most: 200,
  })}${
    cash
      ? html`${radios(t, {
          name: WAY,
          label: t('fees.refund.way'),
          value: typedOr(ctx, WAY, 'transfer'),
          options: [
            { value: 'transfer', label: t('fees.refund.way.transfer'), reveals: [1] },
            { value: 'cash', label: t('fees.refund.way.cash') },
          ],
        })}${revealed(1, account)}`
      : account
  }${textArea(t, {
    name: REASON,
    label: t('fees.reason'),
    hint: t('fees.refund.reason.hint'),
    value: typedOr(ctx, REASON),
    error: errorOf(errors, REASON),
    rows: 2,
  })}`;
}

export const payeeOf = ({ req: { body } }: Ctx) => ({
  way: posted(body, WAY) === 'cash' ? ('cash' as const) : ('transfer' as const),
  payee: { name: posted(body, NAME), bankName: posted(body, BANK), number: posted(body, NUMBER) },
  reason: posted(body, REASON),
});

/** Everything that is wrong with what was typed, each at its field: nobody corrects one fault to be told the next. */
export function refundFaults(ctx: Ctx, cash: boolean, amount?: AppError): FieldError[] {
  const { t } = ctx;
  const { way, payee, reason } = payeeOf(ctx);
  const fault = ({ code, params }: AppError): FieldError => ({
    path: REFUND_FIELDS[code] ?? REASON,
    message: t('ui.refusal', {
      what: t(`error.${code}.what`, params),
      // Where all of it is asked back already, no amount is right.
      todo:
        code === 'REFUND_TOO_MUCH' && String(params?.most) === '0'
          ? t('fees.refund.none-left')
          : t(`error.${code}.todo`, params),
    }),
  });
  return [
    ...(amount ? [fault(amount)] : []),
    ...payeeFaults(payee, cash ? way : 'transfer').map(fault),
    ...(reason.trim().length < 3 ? [{ path: REASON, message: t('fees.refund.reason.missing') }] : []),
  ];
}

export const REFUND_ERRORS = {
  PAYMENT_REASON_MISSING: REASON,
  PAYMENT_REASON_TOO_LONG: REASON,
  PAYEE_MISSING: NAME,
  PAYEE_BANK_UNKNOWN: BANK,
  PAYEE_ACCOUNT_WRONG: NUMBER,
};

const REFUND_FIELDS: Record<string, string> = {
  ...REFUND_ERRORS,
  REFUND_TOO_MUCH: AMOUNT,
  MONEY_UNPROVEN: AMOUNT,
};

/** The desk asks for money of a dossier to be given back; somebody else decides. */
export const askRefundRoutes = feesForm<OfObligation>({
  path: '/can-bo/ho-so/:id/phi/:obligation/hoan',
  permission: 'payment.refund',
  active: 'refunds',
  load: async ctx => {
    const loaded = await loadObligation(ctx);
    await getActor(ctx, 'payment.refund', loaded.obligation.agencyId, loaded.dossier.field);
    return loaded;
  },
  title: (ctx, { obligation }) => ctx.t('fees.refund.title', { name: obligation.name }),
  about: ctx => html`<p>${ctx.t('fees.refund.about')}</p>`,
  crumbs: crumbsOf,
  fields: async (ctx, { dossier, obligation: o }, errors) => {
    const { t } = ctx;
    const money = (amount: number) => formatMoney(amount, t.lang);
    const all = whyAllBack(dossier, o, await refundsOf(ctx.db, { kind: 'dossier', id: dossier.id }));
    const hint = all
      ? t(`fees.refund.amount.all.${all}`)
      : o.overpaid > 0 && t('fees.refund.amount.hint', { over: money(o.overpaid) });
    const { most, unproven } = await refundableOf(ctx.db, o);
    // Where all is borne out, what cannot be asked back was asked back before.
    const asked = unproven > 0 ? 0 : o.held - most;
    const missing = unproven > 0 && t('fees.refund.unproven', { amount: money(unproven) });
    return html`${keyValues(t, [
      ...(o.amount === null
        ? []
        : [
            {
              label: t('fees.refund.of-due'),
              value:
                o.state === 'cancelled'
                  ? t('fees.refund.of-due.dropped', { amount: money(o.amount) })
                  : money(o.amount),
            },
          ]),
      { label: t('fees.refund.held'), value: money(o.held) },
      ...(all ? [] : [{ label: t('fees.refund.over'), value: money(o.overpaid) }]),
      ...(asked > 0 ? [{ label: t('fees.refund.asked'), value: money(asked) }] : []),
      {
        label: t('fees.refund.most'),
        value: html`${money(most)}${missing && html`. ${missing}`}`,
      },
    ])}${textField(t, {
      name: AMOUNT,
      label: t('fees.refund.amount'),
      ...(hint ? { hint } : {}),
      value: typedOr(
        ctx,
        AMOUNT,
        formatNumber(all ? most : Math.min(o.overpaid || most, most), { lang: 'vi' }),
      ),
      error: errorOf(errors, AMOUNT),
      inputmode: 'numeric',
      narrow: true,
      unit: t('fees.unit'),
      most: 20,
    })}${payeeFields(ctx, errors, o.payer, true)}`;
  },
  button: 'fees.refund.button',
  submit: async (ctx, { dossier, obligation }) => {
    const amount = readAmount(posted(ctx.req.body, AMOUNT)) ?? 0;
    const faults = refundFaults(ctx, true, amountFault(amount, await refundableOf(ctx.db, obligation)));
    if (faults.length) return faults;
    const actor = await getActor(ctx, 'payment.refund', obligation.agencyId, dossier.field);
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const { id } = await requestRefund(
          tx,
          ctx.get(paymentsService),
          { of: { obligationId: obligation.id, amount }, ...payeeOf(ctx) },
          actor,
        );
        return { id };
      }),
    );
    return doneAt(feesPath(dossier), 'refund-asked');
  },
  errorFields: REFUND_FIELDS,
  otherwise: AMOUNT,
});

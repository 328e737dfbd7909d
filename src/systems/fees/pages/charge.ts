import { chargeFee, type Dossier, feesOf, type KeyedFee, loadProcedure, MOST_TIMES } from '#engines/cases';
import { AmountTooLarge, AmountWrong, paymentsService } from '#engines/payments';
import { type Ctx, textField as posted } from '#platform/http';
import {
  checkbox,
  doneAt,
  doOnce,
  errorOf,
  type FieldError,
  formatMoney,
  html,
  radios,
  revealed,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { doneTold } from '../done-told.ts';
import { isTooLarge, readAmount } from '../parts/amount.ts';
import { getActorOn, openForMoney } from '../reach.ts';
import { feesPath } from './dossier-fees.ts';
import { feesForm } from './form.ts';
import { crumbsOf } from './set-amount.ts';

const FEE = 'khoan';
const NAME = 'ten';
const BASIS = 'can-cu';
const AMOUNT = 'so-tien';
const TIMES = 'so-luong';
const WAITS = 'cho';
const REASON = 'ly-do';
const OTHER = 'khac';

type Loaded = { dossier: Dossier; fees: readonly KeyedFee[] };

/** How often a rate is asked for; nothing typed is once, what is no number is 0. */
const timesIn = (typed: string): number => (typed ? (/^\d{1,3}$/.test(typed) ? Number(typed) : 0) : 1);

/** What is wrong with how often a rate is asked for: not so often, not of what has no published rate, and not with an amount that is another. */
function timesFault(
  { t }: Ctx,
  fee: KeyedFee | undefined,
  quantity: number,
  typed: string,
): FieldError | undefined {
  if (quantity < 1 || quantity > MOST_TIMES)
    return { path: TIMES, message: t('fees.charge.times.wrong', { most: MOST_TIMES }) };
  if (quantity === 1) return undefined;
  if (!fee?.amount) return { path: TIMES, message: t('fees.charge.times.no-rate') };
  const sum = fee.amount * quantity;
  if (!typed || readAmount(typed) === sum) return undefined;
  const words = { sum: formatMoney(sum, t.lang), times: `${quantity} × ${formatMoney(fee.amount, t.lang)}` };
  return { path: AMOUNT, message: t('fees.charge.times.other', words) };
}

/** An official asks for a fee that the procedure does not ask for by itself. */
export const chargeRoutes = feesForm<Loaded>({
  path: '/can-bo/ho-so/:id/phi/them',
  permission: 'payment.set',
  load: async ctx => {
    const dossier = await openForMoney(ctx);
    await getActorOn(ctx, 'payment.set', dossier);
    const { version } = await loadProcedure(ctx.db, dossier);
    return { dossier, fees: feesOf(version, dossier.channel) };
  },
  title: ctx => ctx.t('fees.charge'),
  crumbs: crumbsOf,
  fields: (ctx, { fees }, errors) => {
    const { t } = ctx;
    const called = textField(t, {
      name: NAME,
      label: t('fees.charge.name'),
      hint: t('fees.charge.name.hint'),
      value: typedOr(ctx, NAME),
      error: errorOf(errors, NAME),
      most: 300,
    });
    return html`<p class="q">${t(fees.length ? 'fees.charge.about' : 'fees.charge.about-other')}</p>${
      // Where no fee is published there is nothing to choose.
      fees.length
        ? html`${radios(t, {
            name: FEE,
            label: t('fees.charge.fee'),
            value: typedOr(ctx, FEE, fees[0]?.key),
            error: errorOf(errors, FEE),
            options: [
              ...fees.map(f => ({
                value: f.key,
                label: f.name,
                hint: f.amount === null ? (f.text ?? t('fees.amount.unset')) : formatMoney(f.amount, t.lang),
              })),
              { value: OTHER, label: t('fees.charge.other'), reveals: [1] },
            ],
          })}${revealed(1, called)}`
        : html`<div id="f-${FEE}"><input type="hidden" name="${FEE}" value="${OTHER}">${called}</div>`
    }${
      fees.some(f => f.amount) &&
      textField(t, {
        name: TIMES,
        label: t('fees.charge.times'),
        hint: t('fees.charge.times.hint', { most: MOST_TIMES }),
        value: typedOr(ctx, TIMES, '1'),
        error: errorOf(errors, TIMES),
        inputmode: 'numeric',
        narrow: true,
        most: 3,
      })
    }${textField(t, {
      name: AMOUNT,
      label: t('fees.amount.amount'),
      hint: t(fees.length ? 'fees.charge.amount.hint' : 'fees.charge.amount.hint-other'),
      value: typedOr(ctx, AMOUNT),
      error: errorOf(errors, AMOUNT),
      inputmode: 'numeric',
      narrow: true,
      unit: t('fees.unit'),
      most: 20,
    })}${checkbox(t, { name: WAITS, label: t('fees.charge.waits'), checked: posted(ctx.req.body, WAITS) !== '' })}${textField(
      t,
      {
        name: BASIS,
        label: t('fees.charge.basis'),
        hint: t('fees.charge.basis.hint'),
        value: typedOr(ctx, BASIS),
        error: errorOf(errors, BASIS),
        most: 300,
      },
    )}${textArea(t, {
      name: REASON,
      label: t('fees.reason'),
      hint: t('fees.charge.reason.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`;
  },
  button: 'fees.charge.button',
  submit: async (ctx, { dossier, fees }) => {
    const { body } = ctx.req;
    const key = posted(body, FEE);
    const fee = key === OTHER ? undefined : fees.find(f => f.key === key);
    const typed = posted(body, AMOUNT);
    const quantity = timesIn(posted(body, TIMES));
    const wrong = timesFault(ctx, fee, quantity, typed);
    if (wrong) return [wrong];
    const amount = typed ? readAmount(typed) : fee?.amount ? fee.amount * quantity : undefined;
    if (isTooLarge(typed)) throw AmountTooLarge();
    if (!amount) throw AmountWrong();
    if (posted(body, REASON).length < 3)
      return [{ path: REASON, message: ctx.t('fees.charge.reason.missing') }];
    const actor = await getActorOn(ctx, 'payment.set', dossier);
    const { proposed } = await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const charge = {
          dossierId: dossier.id,
          fee: key === OTHER ? null : key,
          name: posted(body, NAME),
          amount,
          quantity,
          waits: posted(body, WAITS) !== '',
          basis: posted(body, BASIS),
          reason: posted(body, REASON),
        };
        const { proposed } = await chargeFee(tx, ctx.get(paymentsService), charge, actor);
        return { proposed };
      }),
    );
    const path = feesPath(dossier);
    return proposed ? doneAt(path, 'charge-proposed') : doneTold(ctx.db, path, dossier, 'charged', true);
  },
  errorFields: {
    AMOUNT_WRONG: AMOUNT,
    AMOUNT_TOO_LARGE: AMOUNT,
    CHARGE_BASIS_MISSING: BASIS,
    FEE_UNKNOWN: NAME,
    PAYMENT_REASON_MISSING: REASON,
    PAYMENT_REASON_TOO_LONG: REASON,
  },
  otherwise: FEE,
});

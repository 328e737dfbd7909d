import type { Dossier } from '#engines/cases';
import {
  AmountAbovePublished,
  AmountBelowPublished,
  AmountTooLarge,
  AmountWrong,
  getObligation,
  type Obligation,
  paymentsService,
  setAmount,
} from '#engines/payments';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted } from '#platform/http';
import {
  checkbox,
  doneAt,
  doOnce,
  errorOf,
  formatMoney,
  formatNumber,
  formatPercent,
  html,
  keyValues,
  radios,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { getSetter } from '../amount-right.ts';
import { isTooLarge, readAmount } from '../parts/amount.ts';
import { obligationAmounts, obligationState } from '../parts/state.ts';
import { findActorOn, idOf, openForMoney } from '../reach.ts';
import { feesPath } from './dossier-fees.ts';
import { feesForm } from './form.ts';

const AMOUNT = 'so-tien';
const EXEMPTION = 'mien-giam';
const REASON = 'ly-do';
const LATER = 'sau';
const NOTHING = 'khong-thu';

export type OfObligation = { dossier: Dossier; obligation: Obligation };

/** The obligation of the address, of the dossier of the address, for who may see its money. Throws NotFound. */
export async function loadObligation(ctx: Ctx): Promise<OfObligation> {
  const dossier = await openForMoney(ctx);
  const obligation = await getObligation(ctx.db, idOf(ctx.req.params.obligation));
  if (obligation.subjectId !== dossier.id) throw NotFound();
  return { dossier, obligation };
}

export const crumbsOf = ({ dossier }: { dossier: Dossier & { whole?: boolean } }, ctx: Ctx) => [
  ...(dossier.whole === false ? [] : [{ href: `/can-bo/ho-so/${dossier.id}`, label: dossier.code }]),
  { href: feesPath(dossier), label: ctx.t('fees.title') },
];

/**
 * Less than is published is asked for by an exemption, more by nobody; either by whoever answers for the office. Throws
 * AmountBelowPublished, AmountAbovePublished.
 */
async function mayDepart(
  ctx: Ctx,
  dossier: Dossier,
  { baseAmount }: Obligation,
  amount: number | null,
): Promise<void> {
  if (amount === null || baseAmount === null || amount === baseAmount) return;
  if (await findActorOn(ctx, 'payment.approve-refund', dossier)) return;
  throw (amount < baseAmount ? AmountBelowPublished : AmountAbovePublished)({
    base: formatMoney(baseAmount, ctx.t.lang),
  });
}

/** An official says what is to be paid, or grants an exemption, with the reason. */
export const setAmountRoutes = feesForm<OfObligation>({
  path: '/can-bo/ho-so/:id/phi/:obligation/so-tien',
  permission: 'payment.set',
  load: async ctx => {
    const loaded = await loadObligation(ctx);
    await getSetter(ctx, loaded.dossier, loaded.obligation);
    return loaded;
  },
  title: (ctx, { obligation }) => ctx.t('fees.amount.title', { name: obligation.name }),
  crumbs: crumbsOf,
  fields: (ctx, { obligation: o }, errors) => {
    const { t } = ctx;
    return html`${keyValues(t, [
      { label: t('fees.amount.now'), value: obligationAmounts(o, t) },
      {
        label: t(o.proposal ? 'fees.proposal.base' : 'fees.amount.base'),
        value: o.baseAmount === null ? t('fees.amount.base.none') : formatMoney(o.baseAmount, t.lang),
      },
      { label: t('fees.col.state'), value: obligationState(o, t) },
    ])}${textField(t, {
      name: AMOUNT,
      label: t('fees.amount.amount'),
      hint: t('fees.amount.amount.hint'),
      value: typedOr(ctx, AMOUNT, o.amount === null ? '' : formatNumber(o.amount, { lang: 'vi' })),
      error: errorOf(errors, AMOUNT),
      inputmode: 'numeric',
      narrow: true,
      unit: t('fees.unit'),
      most: 20,
    })}${
      (errorOf(errors, NOTHING) || posted(ctx.req.body, NOTHING)) &&
      checkbox(t, {
        name: NOTHING,
        label: t('fees.amount.nothing'),
        checked: posted(ctx.req.body, NOTHING) !== '',
        error: errorOf(errors, NOTHING),
      })
    }${
      o.exemptions.length > 0 &&
      radios(t, {
        name: EXEMPTION,
        label: t('fees.exemption'),
        hint: t('fees.exemption.hint'),
        value: typedOr(ctx, EXEMPTION, ''),
        error: errorOf(errors, EXEMPTION),
        options: [
          { value: '', label: t('fees.exemption.none') },
          ...o.exemptions.map((e, i) => ({
            value: String(i),
            label: t(e.share === 0 ? 'fees.exemption.free' : 'fees.exemption.part', {
              who: e.who,
              share: formatPercent(e.share, t.lang, 0),
            }),
            ...(e.basis ? { hint: e.basis } : {}),
          })),
        ],
      })
    }${textArea(t, {
      name: REASON,
      label: t('fees.reason'),
      hint: t('fees.amount.reason.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}${
      // A fee of a step is asked for when the step is done; said before, it waits for that.
      !o.askedAt &&
      o.key !== null &&
      checkbox(t, {
        name: LATER,
        label: t('fees.amount.later'),
        checked: posted(ctx.req.body, LATER) !== '' || ctx.req.method === 'GET',
      })
    }`;
  },
  button: 'fees.amount.button',
  submit: async (ctx, { dossier, obligation }) => {
    const { body } = ctx.req;
    const chosen = posted(body, EXEMPTION);
    const typed = posted(body, AMOUNT);
    const amount = typed ? readAmount(typed) : undefined;
    if (isTooLarge(typed)) throw AmountTooLarge();
    if (chosen === '' && amount === undefined) throw AmountWrong();
    await mayDepart(ctx, dossier, obligation, chosen === '' ? (amount ?? 0) : null);
    // Nothing to pay by no exemption, of what has no published amount: a nought too few is asked about.
    if (chosen === '' && amount === 0 && !dossier.closedAt && !posted(body, NOTHING))
      return [{ path: NOTHING, message: ctx.t('fees.amount.nothing.sure', { name: obligation.name }) }];
    const actor = await getSetter(ctx, dossier, obligation);
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const change = {
          obligationId: obligation.id,
          reason: posted(body, REASON),
          later: posted(body, LATER) !== '',
          // An exemption is of what was published; where nothing was, of what is typed.
          ...(chosen === ''
            ? { amount: amount ?? 0 }
            : {
                exemption: Number(chosen),
                ...(obligation.baseAmount === null && amount !== undefined ? { amount } : {}),
              }),
        };
        const { id } = await setAmount(tx, ctx.get(paymentsService), change, actor);
        return { id };
      }),
    );
    return doneAt(feesPath(dossier), 'amount');
  },
  errorFields: {
    AMOUNT_WRONG: AMOUNT,
    AMOUNT_TOO_LARGE: AMOUNT,
    AMOUNT_SETTLED: AMOUNT,
    AMOUNT_UNCHANGED: AMOUNT,
    AMOUNT_ABOVE_PUBLISHED: AMOUNT,
    AMOUNT_BELOW_PUBLISHED: AMOUNT,
    EXEMPTION_UNKNOWN: EXEMPTION,
    PAYMENT_REASON_MISSING: REASON,
    PAYMENT_REASON_TOO_LONG: REASON,
  },
  otherwise: AMOUNT,
});

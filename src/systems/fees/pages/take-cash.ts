import type { Dossier } from '#engines/cases';
import {
  amountInWords,
  dueName,
  dueOf,
  NothingDue,
  obligationsOf,
  paymentsService,
  takeCash,
} from '#engines/payments';
import { textField as posted } from '#platform/http';
import { doneAt, doOnce, errorOf, formatMoney, html, keyValues, textField, typedOr } from '#ui';
import { getActor, openForMoney } from '../reach.ts';
import { feesPath, subjectOf } from './dossier-fees.ts';
import { feesForm } from './form.ts';

const PAYER = 'nguoi-nop';
const AMOUNT = 'so-tien';

type Loaded = { dossier: Dossier; due: number; items: ReadonlyArray<{ name: string; amount: number }> };

/** The clerk takes all that is due in cash; the amount that he saw is sent along, so that he never takes another. */
export const takeCashRoutes = feesForm<Loaded>({
  path: '/can-bo/ho-so/:id/phi/thu',
  permission: 'payment.receive',
  active: 'desk',
  load: async ctx => {
    const dossier = await openForMoney(ctx);
    await getActor(ctx, 'payment.receive', dossier.receivedBy, dossier.field);
    const obligations = await obligationsOf(ctx.db, subjectOf(dossier));
    const items = obligations
      .filter(o => o.state === 'due')
      .map(o => ({ name: dueName(o, ctx.t.lang), amount: o.outstanding }));
    return { dossier, due: dueOf(obligations), items };
  },
  over: (_, { dossier, due }) => (due > 0 ? undefined : feesPath(dossier)),
  title: ctx => ctx.t('fees.cash.title'),
  crumbs: ({ dossier }, ctx) => [
    { href: `/can-bo/ho-so/${dossier.id}`, label: dossier.code },
    { href: feesPath(dossier), label: ctx.t('fees.title') },
  ],
  fields: (ctx, { dossier, due, items }, errors) => {
    const { t } = ctx;
    const money = (n: number) => formatMoney(n, t.lang);
    return html`${keyValues(t, [
      ...items.map(i => ({ label: i.name, value: money(i.amount) })),
      { label: t('fees.cash.sum'), value: html`<b>${money(due)}</b>` },
      { label: t('fees.cash.words'), value: amountInWords(due) },
    ])}<input type="hidden" name="${AMOUNT}" value="${due}">${textField(t, {
      name: PAYER,
      label: t('fees.cash.payer'),
      hint: t('fees.cash.payer.hint'),
      value: typedOr(ctx, PAYER, dossier.applicantName),
      error: errorOf(errors, PAYER),
      most: 200,
    })}`;
  },
  button: 'fees.cash.button',
  submit: async (ctx, { dossier }) => {
    const payer = posted(ctx.req.body, PAYER);
    if (payer.length < 2) return [{ path: PAYER, message: ctx.t('fees.cash.payer.missing') }];
    const actor = await getActor(ctx, 'payment.receive', dossier.receivedBy, dossier.field);
    const amount = Number(posted(ctx.req.body, AMOUNT));
    if (!Number.isSafeInteger(amount) || amount <= 0) throw NothingDue();
    const { receipt } = await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const given = await takeCash(
          tx,
          ctx.get(paymentsService),
          { subject: subjectOf(dossier), amount, payer },
          actor,
        );
        return { receipt: given.id };
      }),
    );
    return doneAt(`/can-bo/phieu-thu/${receipt}`, 'cash');
  },
  otherwise: PAYER,
});

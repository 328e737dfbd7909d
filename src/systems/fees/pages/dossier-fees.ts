import { type Dossier, feesOf, loadProcedure } from '#engines/cases';
import { agencyAsOf } from '#engines/organisation';
import {
  dueOf,
  isClaimed,
  isProposed,
  type Money,
  moneyOf,
  type Obligation,
  obligationsOf,
  type Receipt,
  type Refund,
  receiptsOf,
  refundsOf,
} from '#engines/payments';
import { formatDateTime, localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, details, emptyState, formatMoney, type Html, html, note, scrollTable, status } from '#ui';
import { findSetter } from '../amount-right.ts';
import { doubtWords } from '../parts/doubt.ts';
import { transferTo, transferView } from '../parts/qr.ts';
import { obligationAmounts, obligationState, refundChip } from '../parts/state.ts';
import { findActor, findActorOn, openForMoney } from '../reach.ts';
import { sightOn } from '../sight.ts';
import { receiptNumber } from '../slips/receipt-paper.ts';
import { feesPage, peopleNames, ROOT } from '../view.ts';

export const feesPath = (dossier: Pick<Dossier, 'id'>): string => `/can-bo/ho-so/${dossier.id}/phi`;
export const subjectOf = (dossier: Pick<Dossier, 'id'>) => ({ kind: 'dossier', id: dossier.id });

type Rights = { receive: boolean; set: boolean; refund: boolean; approve: boolean; desk: boolean };

async function rightsOf(ctx: Ctx, dossier: Dossier): Promise<Rights> {
  const { receivedBy, field } = dossier;
  const may = async (permission: string) =>
    (await findActor(ctx, permission, receivedBy, field)) !== undefined;
  return {
    receive: await may('payment.receive'),
    set: (await findActorOn(ctx, 'payment.set', dossier)) !== undefined,
    refund: await may('payment.refund'),
    approve: await may('payment.approve-refund'),
    desk: await may('payment.read'),
  };
}

/** What is asked back of it and nobody has decided yet, in whole đồng. */
const undecidedOf = (refunds: readonly Refund[], o: Obligation): number =>
  refunds.filter(r => r.obligationId === o.id && r.approved === null).reduce((sum, r) => sum + r.amount, 0);

function obligationsTable(
  ctx: Ctx,
  dossier: Dossier,
  obligations: readonly Obligation[],
  refunds: readonly Refund[],
  may: Rights,
  setters: ReadonlySet<string>,
): Html {
  const { t } = ctx;
  // Of what is confirmed by nobody yet, or asked back, the amount stays as it is.
  const mayChange = (o: Obligation) =>
    setters.has(o.id) &&
    o.state !== 'cancelled' &&
    !isProposed(o) &&
    (!dossier.closedAt || o.state === 'due') &&
    !refunds.some(r => r.obligationId === o.id && r.approved !== false);
  const link = (o: Obligation, what: string, words: string): Html =>
    html`<a href="${feesPath(dossier)}/${o.id}/${what}">${t(words)}<span class="vh"> ${o.name}</span></a>`;
  const linksOf = (o: Obligation): Html[] => [
    ...(may.set && isClaimed(o) ? [link(o, 'mien-giam', 'fees.claim.decide')] : []),
    ...(may.approve && isProposed(o) ? [link(o, 'duyet', 'fees.proposal.decide')] : []),
    ...(mayChange(o)
      ? [link(o, 'so-tien', o.state === 'unset' ? 'fees.amount.button' : 'fees.amount.change')]
      : []),
    ...(may.refund && o.held - o.owedBack - undecidedOf(refunds, o) > 0
      ? [link(o, 'hoan', 'fees.refund.ask')]
      : []),
  ];
  return scrollTable({
    caption: t('fees.obligations'),
    captionHidden: true,
    columns: [
      { label: t('fees.col.name') },
      { label: t('fees.col.amount'), figures: true },
      { label: t('fees.col.state') },
      { label: t('fees.actions'), hidden: true },
    ],
    rows: obligations.map(o => [
      html`${o.name}${o.state === 'due' && o.waits && dossier.status !== 'completed' && !dossier.closedAt && html`<small>${t('fees.waits')}</small>`}`,
      obligationAmounts(o, t),
      obligationState(o, t),
      linksOf(o).length > 0 ? html`<span class="row">${linksOf(o)}</span>` : '',
    ]),
  });
}

type In = { receipts: readonly Receipt[]; money: readonly Money[]; refunds: readonly Refund[] };

const numberOf = (r: Receipt, t: Ctx['t']) => t('fees.receipt.nth', { number: receiptNumber(r) });

type Row = { at: Date; cells: Array<Html | string> };

const rowsTable = ({ t }: Ctx, title: string, rows: readonly Row[]): Html | null =>
  rows.length > 0
    ? html`<section><h2>${title}</h2>${scrollTable({
        caption: title,
        captionHidden: true,
        rowHeader: 1,
        columns: [
          { label: t('fees.col.at') },
          { label: t('fees.col.what') },
          { label: t('fees.col.amount'), figures: true },
          { label: t('fees.col.who') },
        ],
        rows: rows
          .toSorted((a, b) => b.at.getTime() - a.at.getTime())
          .map(r => [html`<span class="num">${formatDateTime(r.at)}</span>`, ...r.cells]),
      })}</section>`
    : null;

/** Everything that came in and went out, each with where its paper is; apart from it what was only asked back. */
async function movements(ctx: Ctx, { receipts, money, refunds }: In, may: Rights): Promise<Html> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const names = await peopleNames(ctx, [
    ...receipts.map(r => r.receivedBy),
    ...refunds.map(r => r.paidBy ?? r.requestedBy),
  ]);
  const refund = (r: Refund): Row => ({
    at: r.paidAt ?? r.requestedAt,
    cells: [
      html`${may.desk ? html`<a href="${ROOT}/hoan/${r.id}">${t('fees.refund.to', { name: r.payee.name })}</a>` : t('fees.refund.to', { name: r.payee.name })} ${refundChip(r, t)}<small>${r.reason}</small>`,
      `${r.paidAt ? '−' : ''}${formatMoney(r.amount, t.lang)}`,
      names.get(r.paidBy ?? r.requestedBy) ?? '',
    ],
  });
  const moved = [
    ...receipts.map(r => ({
      at: r.receivedAt,
      cells: [
        html`${may.desk ? html`<a href="/can-bo/phieu-thu/${r.id}">${numberOf(r, t)}</a>` : numberOf(r, t)}${r.cancelledAt && html`<small>${t('fees.receipt.cancelled')}</small>`}`,
        formatMoney(r.amount, t.lang),
        names.get(r.receivedBy) ?? '',
      ],
    })),
    ...money.map(m => ({
      at: m.bookedAt,
      cells: [
        html`${t('fees.transfer.nth', { ref: m.bankRef })}<small>${m.purpose}</small>${doubtWords(t, m, now) && html`<small>${doubtWords(t, m, now)}</small>`}`,
        formatMoney(m.amount, t.lang),
        m.payer ?? '',
      ],
    })),
    ...refunds.filter(r => r.paidAt).map(refund),
  ];
  const asked = refunds.filter(r => !r.paidAt).map(refund);
  return html`${rowsTable(ctx, t('fees.movements'), moved)}${rowsTable(ctx, t('fees.refunds-unpaid'), asked)}`;
}

/** The money of one dossier: what is to be paid, what was paid, and what the visitor may do about it. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const dossier = await openForMoney(ctx);
  const subject = subjectOf(dossier);
  const sight = await sightOn(ctx, dossier);
  const kept = await obligationsOf(db, subject);
  const obligations = kept.map(sight.obligation);
  const may = await rightsOf(ctx, dossier);
  const setters = new Set<string>();
  for (const o of obligations) if (await findSetter(ctx, dossier, o)) setters.add(o.id);
  const names = [dossier.ownerName, dossier.applicantName, ...kept.map(o => o.payer)];
  const refunds = (await refundsOf(db, subject)).map(r => sight.refund(r, names));
  const due = dueOf(obligations);
  const { version } = await loadProcedure(db, dossier);
  const transfer = await transferTo(ctx, dossier.receivedBy, due, dossier.code);
  const base = feesPath(dossier);
  const over = obligations.reduce((sum, o) => sum + o.overpaid, 0);
  const isAsked = obligations.every(o => o.overpaid <= undecidedOf(refunds, o));
  return feesPage(
    ctx,
    {
      title: t('fees.dossier.title', { person: sight.name(dossier.ownerName) }),
      // Who keeps the books sees the money of the dossier, not what else is in it.
      ...(dossier.whole ? {} : { active: 'desk' as const }),
      crumbs: [
        dossier.whole
          ? { href: `/can-bo/ho-so/${dossier.id}`, label: dossier.code }
          : { href: ROOT, label: t('fees.title') },
      ],
    },
    html`<p class="q">${!dossier.whole && html`<span class="num nb">${dossier.code}</span>. `}${version.name}</p>
${over > 0 && note(t(isAsked ? 'fees.over.asked' : 'fees.over.note', { amount: formatMoney(over, t.lang) }))}
${obligations.length ? obligationsTable(ctx, dossier, obligations, refunds, may, setters) : emptyState({ why: t(feesOf(version, dossier.channel).length ? 'fees.dossier.none' : 'fees.dossier.free') })}
<p class="row">${due > 0 && may.receive && button({ label: t('fees.cash.take', { amount: formatMoney(due, t.lang) }), href: `${base}/thu` })}${
      may.set && !dossier.closedAt && button({ label: t('fees.charge'), href: `${base}/them`, alt: true })
    }${due > 0 && status('hold', t('fees.due', { amount: formatMoney(due, t.lang) }))}</p>
${transfer && details({ summary: t('fees.qr.show') }, transferView(ctx, transfer))}
${due > 0 && !may.receive && html`<p>${t('fees.cash.where', { desk: (await agencyAsOf(db, dossier.receivedBy, localDate(ctx.clock.now()))).name })}</p>`}
${due > 0 && !transfer && html`<p class="q">${t('fees.account.none')}</p>`}
${await movements(
  ctx,
  {
    receipts: (await receiptsOf(db, subject)).map(r => sight.receipt(r, names)),
    money: (await moneyOf(db, subject)).map(sight.money),
    refunds,
  },
  may,
)}`,
  );
}

export const dossierFeesRoute: Route = {
  method: 'GET',
  path: '/can-bo/ho-so/:id/phi',
  rule: { permission: 'payment.read' },
  handler: show,
};

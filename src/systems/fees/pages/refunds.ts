import { findDossier, statusTextsOf } from '#engines/cases';
import {
  decideRefund,
  getObligation,
  getRefund,
  listRefunds,
  type Obligation,
  paymentsService,
  payOutRefund,
  type Refund,
} from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, textField as posted, type Route } from '#platform/http';
import {
  attempt,
  button,
  doneAt,
  doOnce,
  type Errors,
  emptyState,
  errorOf,
  formatMoney,
  type Html,
  html,
  keyValues,
  note,
  postForm,
  scrollTable,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { groupedAccount, refundChip, refundState } from '../parts/state.ts';
import { agenciesFor, findActor, getActor, idOf } from '../reach.ts';
import { refundsSeen, sightAt, sights } from '../sight.ts';
import { hasRefundPaper, refundPdf } from '../slips/refund-paper.ts';
import { agencyNames, feesPage, peopleNames, ROOT } from '../view.ts';

const PATH = `${ROOT}/hoan`;
const REASON = 'ly-do';
const REF = 'ma-giao-dich';

/** What is asked back, what is approved, and what was done, the newest first. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const kept = await listRefunds(db, await agenciesFor(ctx, 'payment.read'), 200);
  const refunds = await refundsSeen(ctx, await sights(ctx), kept);
  const names = await peopleNames(
    ctx,
    refunds.map(r => r.requestedBy),
  );
  return feesPage(
    ctx,
    { title: t('fees.refunds.title'), active: 'refunds' },
    refunds.length
      ? scrollTable({
          caption: t('fees.refunds.title'),
          captionHidden: true,
          list: true,
          rowHeader: 1,
          columns: [
            { label: t('fees.col.at') },
            { label: t('fees.refund.name') },
            { label: t('fees.col.amount'), figures: true },
            { label: t('fees.reason') },
            { label: t('fees.refund.requested') },
            { label: t('fees.col.state') },
          ],
          rows: refunds.map(r => [
            html`<span class="num">${formatDateTime(r.requestedAt)}</span>`,
            html`<a href="${PATH}/${r.id}">${r.payee.name}</a>`,
            formatMoney(r.amount, t.lang),
            r.reason,
            names.get(r.requestedBy) ?? '',
            refundChip(r, t),
          ]),
        })
      : emptyState({ why: t('fees.refunds.none') }),
  );
}

/** The refund of the address as the visitor may read it. Throws NotFound. */
async function load(ctx: Ctx): Promise<Refund> {
  const refund = await getRefund(ctx.db, idOf(ctx.req.params.refund));
  if (!(await findActor(ctx, 'payment.read', refund.agencyId))) throw NotFound();
  const sight = await sightAt(ctx, refund.agencyId);
  const [seen = refund] = await refundsSeen(ctx, () => sight, [refund]);
  return seen;
}

function decision(ctx: Ctx, refund: Refund, errors: Errors): Html {
  const { t } = ctx;
  return html`<section class="card"><h2>${t('fees.refund.decide')}</h2>${postForm(ctx, {
    action: `${PATH}/${refund.id}/quyet-dinh`,
    fields: textArea(t, {
      name: REASON,
      label: t('fees.refund.decide.reason'),
      hint: t('fees.refund.decide.hint'),
      optional: true,
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    }),
    button: t('fees.refund.approve'),
    after: button({ label: t('fees.refund.reject'), name: 'tu-choi', value: '1', alt: true }),
  })}</section>`;
}

function payOut(ctx: Ctx, refund: Refund, errors: Errors): Html {
  const { t } = ctx;
  return html`<section class="card"><h2>${t('fees.refund.pay-out')}</h2><p>${t(`fees.refund.pay-out.${refund.way}`)}</p>${postForm(
    ctx,
    {
      action: `${PATH}/${refund.id}/da-tra`,
      fields:
        refund.way === 'transfer'
          ? textField(t, {
              name: REF,
              label: t('fees.refund.ref'),
              hint: t('fees.refund.ref.hint'),
              value: typedOr(ctx, REF),
              error: errorOf(errors, REF),
              most: 100,
            })
          : html`${errors.length > 0 && html`<p class="msg" id="f-${REF}">${errorOf(errors, REF)}</p>`}`,
      button: t(`fees.refund.pay-out.button.${refund.way}`),
    },
  )}</section>`;
}

/** How much of what is asked back was paid too much, and how much was to be paid: who approves sees when a fee itself goes back. */
function madeOf({ t }: Ctx, { amount }: Refund, { overpaid, state }: Obligation): string {
  if (state === 'cancelled') return t('fees.refund.made-of.dropped', { amount: formatMoney(amount, t.lang) });
  const over = Math.min(overpaid, amount);
  const words = { over: formatMoney(over, t.lang), fee: formatMoney(amount - over, t.lang) };
  return t(`fees.refund.made-of.${amount === over ? 'over' : over === 0 ? 'fee' : 'both'}`, words);
}

/** Where the dossier stands whose money it is: who approves sees when its result is with whoever paid. */
async function standingOf(ctx: Ctx, of: Obligation | null): Promise<Array<{ label: string; value: string }>> {
  const dossier = of?.subjectKind === 'dossier' ? await findDossier(ctx.db, of.subjectId) : undefined;
  const words = dossier && (await statusTextsOf(ctx.db, [dossier])).get(dossier.id);
  return words ? [{ label: ctx.t('fees.refund.dossier'), value: ctx.t(words) }] : [];
}

async function show(ctx: Ctx, refund: Refund, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const names = await peopleNames(ctx, [refund.requestedBy, refund.decidedBy, refund.paidBy]);
  const of: Obligation | null = refund.obligationId ? await getObligation(ctx.db, refund.obligationId) : null;
  const sight = await sightAt(ctx, refund.agencyId);
  const state = refundState(refund);
  const agency = (await agencyNames(ctx, [refund.agencyId])).get(refund.agencyId) ?? '';
  const own = refund.requestedBy === ctx.visitor?.accountId;
  const mayDecide =
    state === 'requested' && (await findActor(ctx, 'payment.approve-refund', refund.agencyId));
  const mayPay =
    state === 'approved' && !own && (await findActor(ctx, 'payment.pay-refund', refund.agencyId));
  const by = (id: string | null, at: Date | null) =>
    id && at ? t('fees.refund.by', { who: names.get(id) ?? '', at: formatDateTime(at) }) : '';
  return feesPage(
    ctx,
    {
      title: t('fees.refund.one', { name: refund.payee.name }),
      active: 'refunds',
      errors,
      crumbs: [{ href: PATH, label: t('fees.refunds.menu') }],
    },
    html`${keyValues(t, [
      { label: t('fees.col.state'), value: refundChip(refund, t) },
      { label: t('fees.col.amount'), value: html`<b>${formatMoney(refund.amount, t.lang)}</b>` },
      ...(of && state === 'requested'
        ? [{ label: t('fees.refund.made-of'), value: madeOf(ctx, refund, of) }]
        : []),
      ...(of
        ? [
            {
              label: t('fees.col.name'),
              value: html`${sight.words(of.name, [of.payer])}, <a class="num" href="/can-bo/ho-so/${of.subjectId}/phi">${of.reference}</a>`,
            },
          ]
        : [{ label: t('fees.col.name'), value: t('fees.refund.of-unmatched') }]),
      ...(await standingOf(ctx, of)),
      { label: t('fees.reason'), value: refund.reason },
      {
        label: t('fees.refund.way'),
        value: t(`fees.refund.way.${refund.way === 'cash' ? 'cash-at' : refund.way}`, { agency }),
      },
      ...(refund.payee.number
        ? [
            {
              label: t('fees.refund.number'),
              value: html`<span class="num nb">${groupedAccount(refund.payee.number)}</span>, ${refund.payee.bankName}`,
            },
          ]
        : []),
      { label: t('fees.refund.requested'), value: by(refund.requestedBy, refund.requestedAt) },
      ...(refund.decidedAt
        ? [
            {
              label: t('fees.refund.decided'),
              value: html`${by(refund.decidedBy, refund.decidedAt)}${refund.decisionReason && html`. ${refund.decisionReason}`}`,
            },
          ]
        : []),
      ...(refund.paidAt
        ? [
            {
              label: t('fees.refund.paid'),
              value: html`${by(refund.paidBy, refund.paidAt)}${refund.paidRef && html`, <span class="num">${refund.paidRef}</span>`}`,
            },
          ]
        : []),
    ])}
${hasRefundPaper(refund) && html`<p class="row">${button({ label: t('fees.refund.print'), href: `${PATH}/${refund.id}/in.pdf`, alt: true })}</p>`}
${mayDecide && (own ? note(t('error.SECOND_PERSON_NEEDED.todo')) : decision(ctx, refund, errors))}
${mayPay && payOut(ctx, refund, errors)}${state === 'approved' && !mayPay && note(t('fees.refund.pays-accountant', { agency }))}`,
  );
}

/** What the payee signs. Throws NotFound where nothing is, or may be, given back in cash. */
async function print(ctx: Ctx): Promise<Answer> {
  const refund = await load(ctx);
  if (!hasRefundPaper(refund)) throw NotFound();
  const names = await peopleNames(ctx, [refund.decidedBy, refund.paidBy]);
  const nameOf = (id: string | null) => names.get(id ?? '') ?? '';
  const by = { approver: nameOf(refund.decidedBy), payer: nameOf(refund.paidBy), now: ctx.clock.now() };
  return file(await refundPdf(ctx.db, ctx.site, refund, by), 'application/pdf');
}

/** Runs a change of the refund of the address; refused, its page again with what was typed. */
async function change(
  ctx: Ctx,
  permission: string,
  done: string,
  at: string,
  work: (
    tx: Parameters<typeof decideRefund>[0],
    refund: Refund,
    actor: Parameters<typeof decideRefund>[3],
  ) => Promise<Refund>,
): Promise<Answer> {
  const refund = await load(ctx);
  const actor = await getActor(ctx, permission, refund.agencyId);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          const { id } = await work(tx, refund, actor);
          return { id };
        }),
      );
      return doneAt(`${PATH}/${refund.id}`, done);
    },
    errors => show(ctx, refund, errors),
    { otherwise: at },
  );
}

const decide = (ctx: Ctx): Promise<Answer> => {
  const approve = posted(ctx.req.body, 'tu-choi') === '';
  return change(
    ctx,
    'payment.approve-refund',
    approve ? 'refund-approved' : 'refund-rejected',
    REASON,
    (tx, { id: refundId }, actor) =>
      decideRefund(
        tx,
        ctx.get(paymentsService),
        { refundId, approve, reason: posted(ctx.req.body, REASON) },
        actor,
      ),
  );
};

const pay = (ctx: Ctx): Promise<Answer> =>
  change(ctx, 'payment.pay-refund', 'refund-paid', REF, (tx, { id: refundId }, actor) =>
    payOutRefund(tx, ctx.get(paymentsService), { refundId, bankRef: posted(ctx.req.body, REF) }, actor),
  );

export const refundRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: { permission: 'payment.read' }, handler: list },
  {
    method: 'GET',
    path: `${PATH}/:refund`,
    rule: { permission: 'payment.read' },
    handler: async ctx => show(ctx, await load(ctx)),
  },
  { method: 'GET', path: `${PATH}/:refund/in.pdf`, rule: { permission: 'payment.read' }, handler: print },
  {
    method: 'POST',
    path: `${PATH}/:refund/quyet-dinh`,
    rule: { permission: 'payment.approve-refund' },
    handler: decide,
  },
  {
    method: 'POST',
    path: `${PATH}/:refund/da-tra`,
    rule: { permission: 'payment.pay-refund' },
    handler: pay,
  },
];

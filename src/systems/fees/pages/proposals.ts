import { decideCharge, isProposed, listProposed, type Obligation, paymentsService } from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import {
  doneAt,
  doOnce,
  emptyState,
  errorOf,
  formatMoney,
  html,
  keyValues,
  note,
  radios,
  scrollTable,
  textArea,
  typedOr,
} from '#ui';
import { doneTold } from '../done-told.ts';
import { agenciesFor, getActor } from '../reach.ts';
import { feesPage, peopleNames, ROOT } from '../view.ts';
import { MOST_PROPOSALS } from '../waiting.ts';
import { feesPath } from './dossier-fees.ts';
import { feesForm } from './form.ts';
import { crumbsOf, loadObligation, type OfObligation } from './set-amount.ts';

const DECISION = 'quyet-dinh';
const REASON = 'ly-do';
const RIGHT = 'payment.approve-refund';

const decidePath = (o: Obligation) => `/can-bo/ho-so/${o.subjectId}/phi/${o.id}/duyet`;

/** Charges that no published list bears out, at the agencies of which the visitor may approve them. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const open = await listProposed(db, await agenciesFor(ctx, RIGHT), null, MOST_PROPOSALS);
  const names = await peopleNames(
    ctx,
    open.map(o => o.proposal?.by ?? null),
  );
  return feesPage(
    ctx,
    { title: t('fees.proposals.title'), active: 'proposals' },
    open.length
      ? scrollTable({
          caption: t('fees.proposals.title'),
          captionHidden: true,
          list: true,
          columns: [
            { label: t('fees.col.name') },
            { label: t('fees.col.code') },
            { label: t('fees.col.amount'), figures: true },
            { label: t('fees.proposal.basis') },
            { label: t('fees.proposal.by') },
            { label: t('fees.col.at') },
          ],
          rows: open.map(o => [
            html`<a href="${decidePath(o)}">${o.name}</a>`,
            html`<span class="num nb">${o.reference}</span>`,
            formatMoney(o.amount ?? 0, t.lang),
            o.proposal?.basis ?? '',
            names.get(o.proposal?.by ?? '') ?? '',
            html`<span class="num">${formatDateTime(o.createdAt)}</span>`,
          ]),
        })
      : emptyState({ why: t('fees.proposals.none') }),
  );
}

const isOwn = (ctx: Ctx, { obligation }: OfObligation) => obligation.proposal?.by === ctx.visitor?.accountId;

/** A second person approves a charge, or does not, with the reason. */
const decideRoutes = feesForm<OfObligation & { by: string }>({
  path: '/can-bo/ho-so/:id/phi/:obligation/duyet',
  permission: RIGHT,
  active: 'proposals',
  load: async ctx => {
    const loaded = await loadObligation(ctx);
    await getActor(ctx, RIGHT, loaded.obligation.agencyId);
    const { proposal } = loaded.obligation;
    // What was decided stands beside the other money of the dossier.
    if (!proposal || (!isProposed(loaded.obligation) && ctx.req.method !== 'GET')) throw NotFound();
    return { ...loaded, by: (await peopleNames(ctx, [proposal.by])).get(proposal.by) ?? '' };
  },
  over: (_, { dossier, obligation }) => (isProposed(obligation) ? undefined : feesPath(dossier)),
  title: (ctx, { obligation }) => ctx.t('fees.proposal.title', { name: obligation.name }),
  crumbs: crumbsOf,
  about: (ctx, loaded) => {
    const { t } = ctx;
    const { dossier, obligation: o, by } = loaded;
    return html`${dossier.closedAt && note(t('fees.proposal.ended'))}${keyValues(t, [
      { label: t('fees.col.amount'), value: html`<b>${formatMoney(o.amount ?? 0, t.lang)}</b>` },
      { label: t('fees.proposal.basis'), value: o.proposal?.basis ?? '' },
      { label: t('fees.proposal.reason'), value: o.proposal?.reason ?? '' },
      {
        label: t('fees.proposal.clock'),
        value: t(o.waits ? 'fees.proposal.clock.stops' : 'fees.proposal.clock.runs'),
      },
      {
        label: t('fees.proposal.by'),
        value: t('fees.refund.by', { who: by, at: formatDateTime(o.createdAt) }),
      },
    ])}${isOwn(ctx, loaded) && note(t('fees.proposal.own'))}`;
  },
  without: isOwn,
  fields: (ctx, { obligation: o }, errors) => {
    const { t } = ctx;
    return html`${radios(t, {
      name: DECISION,
      label: t('fees.proposal.decision'),
      value: typedOr(ctx, DECISION),
      error: errorOf(errors, DECISION),
      options: [
        {
          value: 'confirm',
          label: t('fees.proposal.confirm', { amount: formatMoney(o.amount ?? 0, t.lang) }),
        },
        { value: 'decline', label: t('fees.proposal.decline') },
      ],
    })}${textArea(t, {
      name: REASON,
      label: t('fees.proposal.decision.reason'),
      hint: t('fees.proposal.decision.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`;
  },
  button: 'fees.proposal.button',
  submit: async (ctx, { dossier, obligation }) => {
    const chosen = posted(ctx.req.body, DECISION);
    if (chosen !== 'confirm' && chosen !== 'decline')
      return [{ path: DECISION, message: ctx.t('fees.proposal.decision.missing') }];
    const actor = await getActor(ctx, RIGHT, obligation.agencyId);
    const confirm = chosen === 'confirm';
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const input = { obligationId: obligation.id, confirm, reason: posted(ctx.req.body, REASON) };
        const { id } = await decideCharge(tx, ctx.get(paymentsService), input, actor);
        return { id };
      }),
    );
    const path = feesPath(dossier);
    return confirm
      ? doneTold(ctx.db, path, dossier, 'charge-confirmed', true)
      : doneAt(path, 'charge-declined');
  },
  errorFields: { PAYMENT_REASON_MISSING: REASON, PAYMENT_REASON_TOO_LONG: REASON },
  otherwise: DECISION,
});

export const proposalRoutes: readonly Route[] = [
  { method: 'GET', path: `${ROOT}/duyet-thu`, rule: { permission: RIGHT }, handler: list },
  ...decideRoutes,
];

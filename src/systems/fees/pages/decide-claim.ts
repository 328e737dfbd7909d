import { listPapers, loadProcedure } from '#engines/cases';
import { decideClaim, isClaimed, type Obligation, paymentsService } from '#engines/payments';
import { NotFound } from '#platform/errors';
import { textField as posted } from '#platform/http';
import { doOnce, errorOf, formatMoney, html, keyValues, radios, textArea, typedOr } from '#ui';
import { doneTold } from '../done-told.ts';
import { exemptionWords } from '../parts/claim.ts';
import { getActorOn } from '../reach.ts';
import { feesPath } from './dossier-fees.ts';
import { feesForm } from './form.ts';
import { crumbsOf, loadObligation, type OfObligation } from './set-amount.ts';

const DECISION = 'quyet-dinh';
const REASON = 'ly-do';

/** What is left to pay if the claim is confirmed, in whole đồng; null where no amount was published. */
const amountIfGranted = (o: Obligation): number | null => {
  const share = o.claim ? (o.exemptions[o.claim.place]?.share ?? 1) : 1;
  return o.baseAmount === null ? null : Math.round(o.baseAmount * share);
};

/** The desk confirms that an applicant pays less, as he claims, or declines it; the reason is told to him. */
export const decideClaimRoutes = feesForm<OfObligation>({
  path: '/can-bo/ho-so/:id/phi/:obligation/mien-giam',
  permission: 'payment.set',
  load: async ctx => {
    const loaded = await loadObligation(ctx);
    await getActorOn(ctx, 'payment.set', loaded.dossier);
    if (!isClaimed(loaded.obligation) && ctx.req.method !== 'GET') throw NotFound();
    return loaded;
  },
  over: (_, { dossier, obligation }) => (isClaimed(obligation) ? undefined : feesPath(dossier)),
  title: (ctx, { obligation }) => ctx.t('fees.claim.title', { name: obligation.name }),
  crumbs: crumbsOf,
  fields: async (ctx, { dossier, obligation: o }, errors) => {
    const { t, db } = ctx;
    const claimed = o.claim && o.exemptions[o.claim.place];
    const { version, form } = await loadProcedure(db, dossier);
    const published = version.fees.flatMap(f => f.exemptions).find(e => e.who === o.claim?.who);
    const paper = version.papers.find(p => p.id === published?.paper);
    const handed = (await listPapers(db, dossier.id)).filter(
      p =>
        paper &&
        !p.replacedBy &&
        (form.fields[p.field]?.paper ?? p.field.replace(/^papers\./, '')) === paper.id,
    );
    const less = amountIfGranted(o);
    const money = (n: number | null) => (n === null ? t('fees.amount.unset') : formatMoney(n, t.lang));
    return html`${keyValues(t, [
      { label: t('fees.claim.claimed'), value: claimed ? exemptionWords(t, claimed) : '' },
      ...(claimed?.basis ? [{ label: t('fees.claim.basis'), value: claimed.basis }] : []),
      ...(paper
        ? [
            {
              label: t('fees.claim.paper'),
              value: html`${paper.name}, ${handed.length ? t('fees.claim.paper.handed', { count: handed.length }) : t('fees.claim.paper.none')}. <a href="/can-bo/ho-so/${dossier.id}">${t('fees.claim.dossier')}</a>`,
            },
          ]
        : []),
      { label: t('fees.amount.base'), value: money(o.baseAmount) },
    ])}${radios(t, {
      name: DECISION,
      label: t('fees.claim.decision'),
      value: typedOr(ctx, DECISION),
      error: errorOf(errors, DECISION),
      options: [
        {
          value: 'grant',
          label: t(less === 0 ? 'fees.claim.grant.free' : 'fees.claim.grant', { amount: money(less) }),
        },
        { value: 'decline', label: t('fees.claim.decline', { amount: money(o.baseAmount) }) },
      ],
    })}${textArea(t, {
      name: REASON,
      label: t('fees.reason'),
      hint: t('fees.claim.reason.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`;
  },
  button: 'fees.claim.button',
  submit: async (ctx, { dossier, obligation }) => {
    const { t, req } = ctx;
    const chosen = posted(req.body, DECISION);
    const reason = posted(req.body, REASON);
    const missing = [
      ...(['grant', 'decline'].includes(chosen)
        ? []
        : [{ path: DECISION, message: t('fees.claim.decision.missing') }]),
      ...(reason.trim().length < 3 ? [{ path: REASON, message: t('fees.claim.reason.missing') }] : []),
    ];
    if (missing.length) return missing;
    const actor = await getActorOn(ctx, 'payment.set', dossier);
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const input = { obligationId: obligation.id, grant: chosen === 'grant', reason };
        const { id } = await decideClaim(tx, ctx.get(paymentsService), input, actor);
        return { id };
      }),
    );
    const key = chosen === 'grant' ? 'claim-granted' : 'claim-declined';
    return doneTold(ctx.db, feesPath(dossier), dossier, key);
  },
  errorFields: { PAYMENT_REASON_MISSING: REASON, PAYMENT_REASON_TOO_LONG: REASON },
  otherwise: DECISION,
});

import {
  type Asker,
  accountNames,
  askerOf,
  casesService,
  type Dossier,
  type DossierFacts,
  isOwnEnding,
  mayAct,
  openProposal,
  paidFor,
  type RefusalProposal,
  type Told,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { formatMoney, type Html, html, note } from '#ui';
import type { ActError } from '../act-error.ts';
import { deciderOf } from '../decider.ts';
import { REFUSES, reasonForm } from '../reason-form.ts';
import { byTold } from '../who-is-told.ts';

/** What is to be known of a dossier before it is refused. */
export type Refusing = {
  proposal: (RefusalProposal & { name: string }) | undefined;
  /** In đồng. */
  paid: number;
  /** Whether it is for another to refuse it: the reader appraised or proposed it himself. */
  own: boolean;
};

export async function refusingOf(ctx: Ctx, dossier: Dossier, facts: DossierFacts): Promise<Refusing> {
  const { ledger } = ctx.get(casesService);
  const proposal = dossier.closedAt ? undefined : await openProposal(ctx.db, ledger, dossier.id);
  const names = proposal ? await accountNames(ctx.db, [proposal.by]) : undefined;
  const refuser =
    !dossier.closedAt && !facts.untouched && mayAct(askerOf(ctx.visitor), 'refuse', facts)
      ? deciderOf(ctx, facts)
      : undefined;
  return {
    own: !!refuser && (await isOwnEnding(ctx.db, dossier, 'refuse', refuser, proposal?.by)),
    proposal: proposal && { ...proposal, name: names?.get(proposal.by) ?? '' },
    paid: dossier.closedAt ? 0 : await paidFor(ctx.db, dossier),
  };
}

/** What a refusal would be of this dossier now: of its reception, or to settle it. */
export const refusesOf = ({ status }: Dossier): string => (status === 'received' ? 'received' : 'declined');

type View = Refusing & {
  dossier: Dossier;
  /** The mark of what the page shows. */
  seen: string;
  asker: Asker;
  facts: DossierFacts;
  failed: ActError | undefined;
  told: Told;
  /** What somebody wrote, as the reader may read it. */
  shown(text: string): string;
};

/** What somebody proposed, for who decides about it and for everybody else who works on the dossier. */
const proposed = ({ t }: Ctx, { proposal, shown }: View): Html | null =>
  proposal
    ? note(
        html`${t('one-stop.refusal.proposed', { who: proposal.name, at: formatDateTime(proposal.at) })} “${shown(proposal.reason)}”`,
      )
    : null;

/**
 * Turns a dossier down: its reception by who receives it; once it was taken in hand, by who answers for the agency, whom others propose it.
 * Nothing where the reader may do neither.
 */
export function refusalSection(ctx: Ctx, view: View): Html | null {
  const { t } = ctx;
  const { dossier, asker, facts, failed, proposal, paid, own, seen, told } = view;
  const id = { dossierId: dossier.id, seen, failed };
  const money = paid
    ? html`<p>${t('one-stop.refusal.paid', { amount: formatMoney(paid, t.lang) })}</p>`
    : null;
  if (!own && mayAct(asker, 'refuse', facts)) {
    const received = dossier.status === 'received';
    const form = reasonForm(ctx, 'refuse', {
      ...id,
      about: html`<input type="hidden" name="${REFUSES}" value="${refusesOf(dossier)}">${money}`,
      button: byTold('one-stop.act.refuse-button', told),
      ...(received
        ? {}
        : { summary: t('one-stop.act.refuse-received'), hint: t(byTold('one-stop.refusal.hint', told)) }),
      ...(proposal ? { first: proposal.reason, open: true } : {}),
    });
    // Who decides takes the words over, or mends them: they stand whole in the form as well.
    return html`${proposed(ctx, { ...view, shown: words => words })}${form}${proposal && reasonForm(ctx, 'refusal-back', id)}`;
  }
  const why = own && note(t('one-stop.refusal.own'));
  if (proposal)
    return html`${proposed(ctx, view)}${why || html`<p class="q">${t('one-stop.refusal.waits')}</p>`}`;
  const form =
    mayAct(asker, 'propose-refusal', facts) && reasonForm(ctx, 'propose-refusal', { ...id, about: money });
  return why || form ? html`${why}${form}` : null;
}

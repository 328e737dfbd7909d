import { askerOf, type Dossier, factsOf, findDossiers, mayAct } from '#engines/cases';
import {
  getObligation,
  type Money,
  type Obligation,
  type Receipt,
  type Refund,
  type Settlement,
} from '#engines/payments';
import type { Ctx } from '#platform/http';
import { hideContacts, hideNames, maskIdentity, maskName } from '#ui';
import { agenciesFor, findActor, findActorOn } from './reach.ts';

/** Who holds one of these at the agency whose money it is takes it, counts it, gives it back or holds it against the bank: he has to know whose it is. */
const HANDLES = [
  'payment.set',
  'payment.receive',
  'payment.assign',
  'payment.close',
  'payment.refund',
  'payment.approve-refund',
  'payment.pay-refund',
  'payment.settle',
];

const PERSONAL = 'dossier.read-personal';

/** What a reader of the books sees of the people in them. Each takes a row as it is kept and gives it as he may read it. */
export type Sight = {
  /** Nothing is masked. */
  whole: boolean;
  /** What people are called by. */
  name(name: string): string;
  /** What somebody wrote, with `names` as they are known from beside it. */
  words(text: string, names?: readonly string[]): string;
  obligation<T extends Pick<Obligation, 'payer' | 'name' | 'claim' | 'proposal'>>(o: T): T;
  receipt(r: Receipt, names?: readonly string[]): Receipt;
  refund(r: Refund, names?: readonly string[]): Refund;
  money<T extends Money>(m: T): T;
  settlement(s: Settlement, names?: readonly string[]): Settlement;
};

const same = <T>(row: T): T => row;

/** Everything as it is. */
const WHOLE: Sight = {
  whole: true,
  name: same,
  words: same,
  obligation: same,
  receipt: same,
  refund: same,
  money: same,
  settlement: same,
};

const words = (text: string, names: readonly string[] = []): string => hideContacts(hideNames(text, names));
const orNull = (text: string | null, names: readonly string[]): string | null =>
  text === null ? null : words(text, names);

/** A code has no letters but one, wherever it begins: `000.00.01.H31-251128-0001`, or what a bank leaves of it. */
const isCode = (word: string): boolean => /\d/.test(word) && (word.match(/\p{L}/gu)?.length ?? 0) <= 1;

/**
 * What a payer wrote to his bank: anything, mostly his own name and for whom he pays. Of it stays what may be a dossier's code, which the
 * books are held against.
 */
const purpose = (text: string): string =>
  hideContacts(text)
    .split(/\s+/u)
    .map(word => (isCode(word) || word === '' ? word : '•••'))
    .filter((word, i, all) => word !== '•••' || all[i - 1] !== '•••')
    .join(' ');

/** As much as it takes to check sums, codes, days and who acted. */
const MASKED: Sight = {
  whole: false,
  name: maskName,
  words,
  obligation: o => ({
    ...o,
    payer: maskName(o.payer),
    name: words(o.name, [o.payer]),
    claim: o.claim && { ...o.claim, reason: orNull(o.claim.reason, [o.payer]) },
    proposal: o.proposal && {
      ...o.proposal,
      basis: words(o.proposal.basis, [o.payer]),
      reason: words(o.proposal.reason, [o.payer]),
      decision: orNull(o.proposal.decision, [o.payer]),
    },
  }),
  receipt: (r, names = []) => ({
    ...r,
    payer: maskName(r.payer),
    items: r.items.map(item => ({ ...item, name: words(item.name, [r.payer, ...names]) })),
    cancelReason: orNull(r.cancelReason, [r.payer, ...names]),
  }),
  refund: (r, names = []) => {
    const known = [r.payee.name, ...names];
    return {
      ...r,
      reason: words(r.reason, known),
      decisionReason: orNull(r.decisionReason, known),
      payee: {
        ...r.payee,
        name: maskName(r.payee.name),
        ...(r.payee.number && { number: maskIdentity(r.payee.number) }),
      },
    };
  },
  money: m => ({
    ...m,
    purpose: purpose(m.purpose),
    payer: m.payer === null ? null : maskName(m.payer),
    contradiction: m.contradiction && { ...m.contradiction, purpose: purpose(m.contradiction.purpose) },
  }),
  settlement: (s, names = []) => ({ ...s, reason: words(s.reason, names) }),
};

/** What the visitor sees of the people in the books of each agency: whole where he handles its money, or may read personal data. */
export async function sights(ctx: Ctx): Promise<(agencyId: string) => Sight> {
  const whole = new Set<string>();
  for (const right of [...HANDLES, PERSONAL]) for (const id of await agenciesFor(ctx, right)) whole.add(id);
  return agencyId => (whole.has(agencyId) ? WHOLE : MASKED);
}

/** The same of one agency, also of one that is no more. */
export async function sightAt(ctx: Ctx, agencyId: string): Promise<Sight> {
  for (const right of [...HANDLES, PERSONAL]) if (await findActor(ctx, right, agencyId)) return WHOLE;
  return MASKED;
}

/** The same of one dossier's money: whole also for whoever says what it costs, or may read personal data of the dossier. */
export async function sightOn(ctx: Ctx, dossier: Dossier): Promise<Sight> {
  const { receivedBy, field } = dossier;
  for (const right of HANDLES) if (await findActor(ctx, right, receivedBy, field)) return WHOLE;
  if (await findActorOn(ctx, 'payment.set', dossier)) return WHOLE;
  const facts = await factsOf(ctx.db, dossier, ctx.clock.now());
  return ctx.visitor && mayAct(askerOf(ctx.visitor), 'read-personal', facts) ? WHOLE : MASKED;
}

/** Whose dossiers these are and who handed them in, by dossier: names that may stand in words about their money. */
export async function peopleOf(
  ctx: Ctx,
  dossierIds: ReadonlyArray<string | null>,
): Promise<(dossierId: string | null) => string[]> {
  const ids = [...new Set(dossierIds.filter(id => id !== null))];
  const found = new Map((await findDossiers(ctx.db, ids)).map(d => [d.id, [d.ownerName, d.applicantName]]));
  return id => found.get(id ?? '') ?? [];
}

/** Receipts as the visitor may read them. */
export async function receiptsSeen(ctx: Ctx, sight: Sight, receipts: readonly Receipt[]): Promise<Receipt[]> {
  if (sight.whole) return [...receipts];
  const people = await peopleOf(
    ctx,
    receipts.map(r => r.subjectId),
  );
  return receipts.map(r => sight.receipt(r, people(r.subjectId)));
}

/** Refunds as the visitor may read them. */
export async function refundsSeen(
  ctx: Ctx,
  sightIn: (agencyId: string) => Sight,
  refunds: readonly Refund[],
): Promise<Refund[]> {
  const of = new Map<string, Obligation>();
  for (const { id, agencyId, obligationId } of refunds)
    if (obligationId && !sightIn(agencyId).whole) of.set(id, await getObligation(ctx.db, obligationId));
  const people = of.size
    ? await peopleOf(
        ctx,
        [...of.values()].map(o => o.subjectId),
      )
    : () => [];
  return refunds.map(r => {
    const o = of.get(r.id);
    return sightIn(r.agencyId).refund(r, o ? [o.payer, ...people(o.subjectId)] : []);
  });
}

import { type Change, cancelObligations, dueOf, obligationsOf, type Payable } from '#engines/payments';
import type { Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import { actsFrom, move } from '../acts/status.ts';
import { setClock } from '../deadlines/clock.ts';
import { type CaseDeps, casesService } from '../deps.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { isInHand } from './in-hand.ts';

/** A dossier as what money is owed for. */
export const subjectOf = (dossier: Pick<Dossier, 'id'>) => ({ kind: 'dossier', id: dossier.id });

const KINDS: Record<Change['what'], string> = {
  asked: 'payment-asked',
  paid: 'paid',
  undone: 'payment-undone',
  dropped: 'payment-dropped',
  corrected: 'payment-corrected',
  refunded: 'payment-refunded',
};

/**
 * The money of a locked dossier has moved: its clock stops while something that it waits for is to be paid, and runs on when
 * nothing is; an entry says what happened. Of a dossier that came to nothing nothing is asked for any more; of one whose result is there it
 * is: an electronic result is had once its fee is paid, and what a cancelled receipt had paid is due again.
 */
export async function followPayments(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  dossier: Dossier,
  change: Change | null,
  actor: Actor,
): Promise<Dossier> {
  const subject = subjectOf(dossier);
  if (dossier.closedAt && dossier.status !== 'returned')
    await cancelObligations(tx, deps.ledger, subject, actor);
  const obligations = await obligationsOf(tx, subject);
  const left = dueOf(obligations);
  const waits = obligations.some(o => o.state === 'due' && o.waits);
  const stopped = dossier.status === 'awaiting-payment';
  const stops = waits && !stopped && (await actsFrom(tx, dossier.status)).includes('ask-payment');
  const act = stops ? 'ask-payment' : stopped && !waits ? 'pay' : null;
  const now = act ? await setClock(tx, await move(tx, dossier, act, actor.at), actor.at) : dossier;
  if (!change && now === dossier) return now;
  const { what, amount, how, claimed, why, rest } =
    change ?? ({ what: 'asked', amount: left, how: null } satisfies Change as Change);
  const over = what === 'paid' ? obligations.reduce((sum, o) => sum + o.overpaid, 0) : 0;
  const body = {
    amount,
    left,
    ...(over > 0 ? { over } : {}),
    ...(rest === undefined ? {} : { rest }),
    ...(how ? { how } : {}),
    ...(claimed ? { claimed } : {}),
  };
  await record(tx, deps.ledger, now, actor, KINDS[what], body, why ? { reason: why } : {});
  return now;
}

/** Dossiers as what is paid for. */
export const dossierPayable: Payable = {
  kind: 'dossier',
  lock: async (tx, id) => {
    await lockDossier(tx, id);
  },
  ended: async (tx, id) => (await lockDossier(tx, id)).closedAt !== null,
  inHand: isInHand,
  changed: async (env, tx, id, change, actor) => {
    await followPayments(tx, env.get(casesService), await lockDossier(tx, id), change, actor);
  },
};

import type { Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import type { CaseDeps } from '../deps.ts';
import { MailSettled, TrackingTaken } from '../errors.ts';
import { decisionGiven } from '../hand-over/decision-given.ts';
import { type HandedOver, handedOverEntry, writeHandOver } from '../hand-over/hand-over.ts';
import { givenEntry, refuseOther, toGiveAgain } from '../hand-over/to-give.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { findMailing, type Mailing, mailState } from './mailing.ts';
import { settleReplaced } from './replaced.ts';

/** Keeps on which day a letter was delivered, and to whom. */
export const keepDelivered = (
  tx: Tx,
  { id }: Mailing,
  { on, to }: { on: string; to: string },
): Promise<number> =>
  tx.run('UPDATE cases.mailing SET delivered_on = $2, delivered_to = $3 WHERE id = $1', [id, on, to]);

/** The letter and its dossier, locked; what is known of it is as it is now. */
export async function lockLetter(
  tx: Tx,
  { id, dossierId }: Mailing,
): Promise<{ mailing: Mailing; dossier: Dossier }> {
  const dossier = await lockDossier(tx, dossierId);
  const mailing = await findMailing(tx, id);
  if (!mailing) throw MailSettled({ code: dossier.code });
  return { mailing, dossier };
}

type Deps = Pick<CaseDeps, 'ledger'>;

/** Notes the operator's number of a letter. The same again changes nothing. Throws TrackingTaken, MailSettled. */
export async function trackMailing(
  tx: Tx,
  deps: Deps,
  letter: Mailing,
  trackingNumber: string,
  actor: Actor,
): Promise<void> {
  const { mailing, dossier } = await lockLetter(tx, letter);
  if (mailing.trackingNumber === trackingNumber) return;
  if (mailState(mailing) !== 'sent') throw MailSettled({ code: dossier.code });
  const other = await tx.maybe('SELECT FROM cases.mailing WHERE tracking_number = $1', [trackingNumber]);
  if (other) throw TrackingTaken({ number: trackingNumber });
  await tx.run('UPDATE cases.mailing SET tracking_number = $2 WHERE id = $1', [mailing.id, trackingNumber]);
  await record(tx, deps.ledger, dossier, actor, 'mail-tracked', { tracking: trackingNumber });
}

/** The operator brought the receipt: when the letter was delivered and to whom. Throws MailSettled. */
export async function noteDelivered(
  tx: Tx,
  deps: Deps,
  letter: Mailing,
  given: { on: string; to: string },
  actor: Actor,
): Promise<void> {
  const { mailing, dossier } = await lockLetter(tx, letter);
  if (mailState(mailing) !== 'sent') throw MailSettled({ code: dossier.code });
  await keepDelivered(tx, mailing, given);
  await record(tx, deps.ledger, dossier, actor, 'mail-delivered', { on: given.on }, { to: given.to });
}

/** The operator brought the letter back: the result lies at the counter again, unless another paper took its place meanwhile. Throws MailSettled. */
export async function noteReturned(
  tx: Tx,
  deps: Deps,
  letter: Mailing,
  given: { on: string; why: string },
  actor: Actor,
): Promise<void> {
  const { mailing, dossier } = await lockLetter(tx, letter);
  if (mailState(mailing) !== 'sent') throw MailSettled({ code: dossier.code });
  await tx.run('UPDATE cases.mailing SET returned_on = $2, returned_why = $3 WHERE id = $1', [
    mailing.id,
    given.on,
    given.why,
  ]);
  const replaced = (await settleReplaced(tx, dossier.id, actor.at)) > 0;
  const body = { on: given.on, ...(replaced ? { replaced } : {}) };
  await record(tx, deps.ledger, dossier, actor, 'mail-returned', body, { why: given.why });
}

/**
 * What came back is handed over at the counter after all; where it holds no more, the decision is, and the entry says so. `shown`: the mark of what the
 * page said is handed over (`giveMark`). Throws MailSettled when it did not come back, or was settled; DossierChanged where it is something else by now.
 */
export async function handOverReturned(
  tx: Tx,
  deps: Deps,
  letter: Mailing,
  { shown, ...handed }: HandedOver & { shown?: string },
  actor: Actor,
): Promise<void> {
  const { mailing, dossier } = await lockLetter(tx, letter);
  if (mailState(mailing) !== 'back') throw MailSettled({ code: dossier.code });
  const gives = await toGiveAgain(tx, dossier, mailing);
  refuseOther(dossier, gives, shown);
  const { body, personal } = handedOverEntry(handed);
  await writeHandOver(tx, { dossierId: dossier.id, taskId: null, gives }, handed, actor);
  await tx.run('UPDATE cases.mailing SET settled_at = $2 WHERE id = $1', [mailing.id, actor.at]);
  const said = { ...body, ...givenEntry(gives), ...(await decisionGiven(tx, dossier.id)) };
  await record(tx, deps.ledger, dossier, actor, 'handed-over', said, personal);
}

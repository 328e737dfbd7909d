import type { Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import type { CaseDeps } from '../deps.ts';
import { AddressMissing, MailSettled, ResultEnded, TrackingTaken } from '../errors.ts';
import { givenEntry, refuseOther, toGiveAgain } from '../hand-over/to-give.ts';
import { listResults } from '../read/dossier.ts';
import type { Actor } from '../types.ts';
import { readAddress } from './address.ts';
import { lockLetter } from './follow.ts';
import { type Mailing, type MailList, mailState } from './mailing.ts';
import { endedLetters } from './replaced.ts';
import { newList, putOnList, takenNumbers } from './send.ts';

/**
 * What the postal operator brought back goes out again, on a list of its own: a new letter with a number of its own, to the address that the clerk
 * has asked for. The old one's line stays, and leads to the new one. `shown`: the mark of what the page said that it holds (`giveMark`).
 * Throws MailSettled when it did not come back, or was settled; ResultEnded where what is in it holds no more; DossierChanged where that is something
 * else than was shown; AddressMissing, TrackingTaken.
 */
export async function sendAgain(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  letter: Mailing,
  given: { address: string; trackingNumber: string | null; shown?: string },
  actor: Actor,
): Promise<Pick<MailList, 'id' | 'number' | 'year'>> {
  const { mailing, dossier } = await lockLetter(tx, letter);
  if (mailState(mailing) !== 'back') throw MailSettled({ code: dossier.code });
  if ((await endedLetters(tx, [mailing])).has(mailing.id)) {
    const last = (await listResults(tx, dossier.id)).at(-1);
    throw ResultEnded({ number: last?.number ?? '' });
  }
  const gives = await toGiveAgain(tx, dossier, mailing);
  refuseOther(dossier, gives, given.shown);
  const address = readAddress(given.address);
  if (!address) throw AddressMissing({ code: dossier.code, name: mailing.recipient });
  const { trackingNumber } = given;
  const [taken] = trackingNumber ? await takenNumbers(tx, [trackingNumber]) : [];
  if (taken) throw TrackingTaken({ number: taken });
  const { agencyId, dossierId, recipient } = mailing;
  const list = await newList(tx, { agencyId, by: actor.accountId }, actor.at);
  const id = await putOnList(tx, list.id, 0, { dossierId, recipient, address, trackingNumber }, gives);
  await tx.run('UPDATE cases.mailing SET settled_at = $2, sent_again_as = $3 WHERE id = $1', [
    mailing.id,
    actor.at,
    id,
  ]);
  await record(
    tx,
    deps.ledger,
    dossier,
    actor,
    'mail-sent-again',
    { list: list.id, ...givenEntry(gives) },
    { address },
  );
  if (trackingNumber)
    await record(tx, deps.ledger, dossier, actor, 'mail-tracked', { tracking: trackingNumber });
  return list;
}

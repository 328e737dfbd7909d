import type { Queryable, Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import type { CaseDeps } from '../deps.ts';
import { MailSettled } from '../errors.ts';
import type { Actor } from '../types.ts';
import { BY_NOBODY } from '../undo/kinds.ts';
import { keepDelivered, lockLetter } from './follow.ts';
import { type Mailing, mailState } from './mailing.ts';

type Noting = Pick<CaseDeps, 'ledger' | 'actedOn'>;

/** Whether somebody noted last of all that a letter was delivered: nobody has acted on its dossier since, no official, nor the applicant. */
export async function mayCorrectDelivery(
  q: Queryable,
  { ledger, actedOn }: Noting,
  letter: Mailing,
  accountId: string,
): Promise<boolean> {
  if (mailState(letter) !== 'delivered') return false;
  const history = await ledger.history(q, `dossier:${letter.dossierId}`);
  const last = history.findLast(e => e.kind.startsWith('case.') && !BY_NOBODY.has(e.kind.slice(5)));
  if (last?.kind !== 'case.mail-delivered' || last.actor !== accountId) return false;
  for (const look of actedOn) if (await look(q, letter.dossierId, last.at)) return false;
  return true;
}

/** Day or name were written down wrong: who noted them corrects them while nobody else has acted. The same again changes nothing. Throws MailSettled. */
export async function correctDelivered(
  tx: Tx,
  deps: Noting,
  letter: Mailing,
  given: { on: string; to: string },
  actor: Actor,
): Promise<void> {
  const { mailing, dossier } = await lockLetter(tx, letter);
  if (!(await mayCorrectDelivery(tx, deps, mailing, actor.accountId)))
    throw MailSettled({ code: dossier.code });
  if (mailing.deliveredOn === given.on && mailing.deliveredTo === given.to) return;
  await keepDelivered(tx, mailing, given);
  const body = { on: given.on, corrected: true };
  await record(tx, deps.ledger, dossier, actor, 'mail-delivered', body, { to: given.to });
}

import {
  askerOf,
  casesService,
  factsOf,
  findDossier,
  type Mailing,
  mailState,
  mayAct,
  undoOffered,
} from '#engines/cases';
import type { Ctx } from '#platform/http';
import { undoPath } from '../undo/path.ts';

/** Where the letter is taken off its list: while it is the visitor's to take back, and nobody has acted since. */
export async function offPath(
  { db, get, visitor, clock }: Ctx,
  letter: Mailing,
): Promise<string | undefined> {
  const dossier = mailState(letter) === 'sent' ? await findDossier(db, letter.dossierId) : undefined;
  if (!dossier) return undefined;
  const now = clock.now();
  const facts = await factsOf(db, dossier, now);
  if (!mayAct(askerOf(visitor), 'read', facts)) return undefined;
  const offer = await undoOffered(db, get(casesService), visitor!, { dossier, facts }, now);
  return offer && offer.act.at.getTime() === letter.sentAt.getTime() ? undoPath(offer.act) : undefined;
}

import {
  askerOf,
  casesService,
  factsOf,
  findDossier,
  lastActOf,
  type Mailing,
  mailState,
  mayAct,
} from '#engines/cases';
import type { Ctx } from '#platform/http';
import { undoPath } from '../undo/path.ts';
import { undoRefusalText } from '../undo/words.ts';

/** Where the letter is taken off its list, while it is the visitor's to take back and nobody has acted since; else why it stays on it. */
export async function offPath(
  { t, db, get, visitor, clock }: Ctx,
  letter: Mailing,
): Promise<{ href: string } | { why: string } | undefined> {
  const dossier = mailState(letter) === 'sent' ? await findDossier(db, letter.dossierId) : undefined;
  if (!dossier) return undefined;
  const now = clock.now();
  const facts = await factsOf(db, dossier, now);
  if (!mayAct(askerOf(visitor), 'read', facts)) return undefined;
  const last = await lastActOf(db, get(casesService), visitor!, { dossier, facts }, now);
  if (last?.act.at.getTime() !== letter.sentAt.getTime()) return undefined;
  if (!last.refusal) return { href: undoPath(last.act) };
  const tracked = last.refusal.params.why === 'with-post';
  return { why: tracked ? t('one-stop.mail.stays') : undoRefusalText(t, last.refusal) };
}

import type { Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import type { CaseDeps } from '../deps.ts';
import type { Actor, Dossier } from '../types.ts';
import { keepNewPaper } from './new-paper.ts';

/**
 * Writes down that a process has come to its end without anything being handed over: its results are in the citizen's account. Where no account
 * that lets anybody in has the dossier nobody would have them: then the office that hands over such results gets a task to give the paper, and the
 * entry says that nothing was given yet (`owed`).
 */
export async function returnedOnline(
  tx: Tx,
  { ledger }: Pick<CaseDeps, 'ledger'>,
  dossier: Dossier,
  actor: Actor,
): Promise<void> {
  const owed = await keepNewPaper(tx, dossier, actor.at);
  await record(tx, ledger, dossier, actor, 'returned', { how: 'online', ...(owed && { owed }) });
}

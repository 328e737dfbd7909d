import type { Tx } from '#platform/db';
import { openQuestions } from '../questions/question.ts';
import type { Dossier } from '../types.ts';

/** What a dossier promises its applicant and waits for from him: told anew where a move changes it. */
export type Promised = { due: string | null; asked: readonly string[] };

/** `due`: null while the clock stands still, when nothing is promised. `asked`: his open questions. */
export async function promisedTo(
  tx: Tx,
  dossier: Pick<Dossier, 'id' | 'dueAt' | 'paused'>,
): Promise<Promised> {
  const open = await openQuestions(tx, dossier.id);
  return {
    due: dossier.paused ? null : dossier.dueAt.toISOString(),
    asked: open.filter(q => q.toAgency === null).map(q => q.id),
  };
}

/** For the ledger's entry: the new due time where it is another one, and how many questions he need not answer any more, or has to again. */
export function changedFor(
  before: Promised,
  after: Promised,
): { due?: string; unasked?: number; asked?: number } {
  const gone = before.asked.filter(id => !after.asked.includes(id)).length;
  const come = after.asked.filter(id => !before.asked.includes(id)).length;
  return {
    ...(after.due !== null && before.due !== null && after.due !== before.due ? { due: after.due } : {}),
    ...(gone ? { unasked: gone } : {}),
    ...(come ? { asked: come } : {}),
  };
}

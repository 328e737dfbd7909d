import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Actor, Subject } from '../types.ts';
import { isOpen, lockObligations } from './read.ts';
import { record } from './settle.ts';

/**
 * A slip of the pen in the name of who pays was mended (or is taken back): what is still to be paid of a locked subject stands on the new name. What was
 * paid or let go, and every receipt, keeps the name that it was given. Returns how many obligations have another name now.
 */
export async function renamePayer(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  subject: Subject,
  { from, to }: { from: string; to: string },
  actor: Actor,
): Promise<number> {
  if (from === to) return 0;
  const named = (await lockObligations(tx, subject)).filter(o => isOpen(o) && o.payer === from);
  for (const o of named) {
    await tx.run('UPDATE payments.obligation SET payer = $2 WHERE id = $1', [o.id, to]);
    await record(tx, ledger, o, actor, { kind: 'payer-corrected', personal: { payer: to } });
  }
  return named.length;
}

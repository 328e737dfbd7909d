import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Actor, Subject } from '../types.ts';
import { owe } from './owe.ts';
import { findObligation, isOpen, lockObligations } from './read.ts';
import { record } from './settle.ts';

/**
 * Nothing more is asked for of a locked subject (it was withdrawn, refused, stopped): what is owed is owed no longer. What was
 * paid stays with the obligation, and can be given back.
 */
export async function cancelObligations(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  subject: Subject,
  actor: Actor,
): Promise<number> {
  const open = (await lockObligations(tx, subject)).filter(isOpen);
  for (const o of open) {
    await tx.run("UPDATE payments.obligation SET state = 'cancelled' WHERE id = $1", [o.id]);
    await owe(tx, o, -o.outstanding, actor);
    const now = await findObligation(tx, o.id);
    if (now) await record(tx, ledger, now, actor, { kind: 'cancelled' });
  }
  return open.length;
}

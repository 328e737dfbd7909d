import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { hasRefund } from '../refunds/read.ts';
import type { Actor, Obligation } from '../types.ts';
import { owe } from './owe.ts';
import { lockObligation } from './read.ts';
import { settle } from './settle.ts';

/** What the act that is taken back did with an obligation: asked for it, or let it go. */
export type TakenBack = { id: string; what: 'asked' | 'cancelled' };

/** Whether nothing has happened to it since but that: no đồng came in, and none is asked back. */
const untouched = async (tx: Tx, o: Obligation, what: TakenBack['what']): Promise<boolean> =>
  !(await hasRefund(tx, o.id)) &&
  (what === 'asked'
    ? (o.state === 'due' || o.state === 'exempt') && o.held === 0 && o.outstanding === o.amount
    : o.state === 'cancelled');

/** How much of it is no longer asked for since it was let go, at once or when money for it went back: owed again without. */
const goneOf = async (tx: Tx, id: string): Promise<number> =>
  (
    await tx.one<{ sum: number }>(
      `SELECT (o.amount + coalesce(sum(l.amount), 0))::bigint AS sum FROM payments.obligation o
       LEFT JOIN (payments.journal_line l JOIN payments.journal j ON j.id = l.journal_id AND j.kind IN ('charge', 'adjust', 'cancel'))
         ON l.obligation_id = o.id AND l.account = 'revenue'
       WHERE o.id = $1 GROUP BY o.id`,
      [id],
    )
  ).sum;

/**
 * An official takes back an act that asked for money of a locked subject, or that let it go: it is as it was before, by a counter-entry in the
 * journal. False, and nothing is changed, where money has come in for it since or is asked back: that goes back by a refund alone.
 */
export async function takeBack(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  { id, what }: TakenBack,
  actor: Actor,
): Promise<boolean> {
  const o = await lockObligation(tx, id);
  if (!(await untouched(tx, o, what))) return false;
  if (what === 'asked') {
    await tx.run("UPDATE payments.obligation SET state = 'planned', asked_at = NULL WHERE id = $1", [id]);
    await owe(tx, o, -o.outstanding, actor);
    await settle(tx, ledger, id, actor, { kind: 'ask-undone' });
    return true;
  }
  const state = o.askedAt ? 'due' : o.amount === null ? 'unset' : 'planned';
  const more = o.askedAt ? await goneOf(tx, id) : 0;
  await tx.run('UPDATE payments.obligation SET state = $2 WHERE id = $1', [id, state]);
  await owe(tx, o, more, actor);
  await settle(tx, ledger, id, actor, { kind: 'cancel-undone' });
  return true;
}

import type { Actor } from '#engines/cases';
import { due, loadCalendar } from '#engines/worktime';
import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { lockComplaint } from '../data/read.ts';
import { carryOutLimit } from '../rules/limits.ts';
import { type Complaint, waitsToBeCarriedOut } from '../types.ts';
import { record } from './record.ts';

type Deps = Pick<Ledger, 'append'>;

/** The decision on the second complaint takes the place of what the first demanded. */
async function replace(tx: Tx, ledger: Deps, first: Complaint, second: Complaint, actor: Actor) {
  await tx.run('UPDATE complaints.complaint SET replaced_by = $2 WHERE id = $1', [first.id, second.id]);
  const body = { by: second.id, decision: second.decisionNumber ?? '' };
  await record(tx, ledger, await lockComplaint(tx, first.id), actor, 'replaced', body);
}

/** The first decision stands, and has effect now: the time within which it is carried out runs from here. */
async function resume(tx: Tx, ledger: Deps, first: Complaint, second: Complaint, actor: Actor) {
  const calendar = await loadCalendar(tx, first.carryOutAgency ?? first.agencyId, actor.at);
  const { at } = due(actor.at, carryOutLimit(first.level), calendar);
  await tx.run('UPDATE complaints.complaint SET carry_out_due = $2 WHERE id = $1', [first.id, at]);
  const body = { by: second.id, until: at.toISOString() };
  await record(tx, ledger, await lockComplaint(tx, first.id), actor, 'resumed', body);
}

/** The first complaint of a second, locked, as it was before that ended; undefined of a first one. */
export const lockFirst = async (tx: Tx, { firstId }: Complaint): Promise<Complaint | undefined> =>
  firstId === null ? undefined : lockComplaint(tx, firstId);

/**
 * A second complaint has ended; in the transaction in which it did. What the first decision demands, where that was not carried out:
 *
 * | the second | the first |
 * | --- | --- |
 * | changes something | is replaced by it (article 40) |
 * | keeps it, is declined or withdrawn | stands; where it rested meanwhile its time runs anew (article 44) |
 */
export async function endFirstDuty(
  tx: Tx,
  ledger: Deps,
  { first, second }: { first: Complaint | undefined; second: Complaint },
  actor: Actor,
): Promise<void> {
  if (!first || !waitsToBeCarriedOut(first)) return;
  if (second.outcome === 'changed') await replace(tx, ledger, first, second, actor);
  else if (first.restsFor === second.id) await resume(tx, ledger, first, second, actor);
}

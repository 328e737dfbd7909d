import { owingAmong } from '#engines/payments';
import { inbox, type LiveTask } from '#engines/work';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import { reachOfInbox } from '../access/reach.ts';
import { usesOf } from '../acts/uses.ts';
import { isNewPaper } from '../hand-over/new-paper-ref.ts';
import { type ToGive, toGiveAt } from '../hand-over/to-give.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import { outcomesFor } from '../process/outcomes-of.ts';
import { findDossiers } from '../read/dossier.ts';
import { type ResultEnd, resultEndsOf } from '../read/result-end.ts';
import type { Dossier } from '../types.ts';
import { postalAddress } from './address.ts';

/** A result that waits at the desk for the postal operator; without an address (`''`), or with a fee unpaid (`owes`), it cannot go. */
export type WaitingLetter = {
  dossier: Dossier;
  taskId: string;
  procedure: string;
  address: string;
  owes: boolean;
  /** By what kind of decision the result was ended before it was sent: the decision goes. */
  ended: ResultEnd | undefined;
  /** What would be in it. */
  gives: readonly ToGive[];
};

const MOST = 500;

/**
 * Results, and new papers of results, at the visitor's desk that their applicants want by post, in the order of their due times. `also`: those of whom a clerk has heard since
 * that they want it so.
 */
export async function waitingForPost(
  q: Queryable,
  visitor: Visitor,
  at: Date,
  also: (dossier: Dossier) => boolean = () => false,
): Promise<WaitingLetter[]> {
  const reach = await reachOfInbox(q, visitor, at);
  const tasks = await inbox(q, reach, { state: 'open' }, { limit: MOST });
  const done = new Set(
    (
      await q.query<{ id: string }>(
        // Of several results those that are there may go while others are still to come.
        `SELECT d.id FROM cases.dossier d WHERE d.id = ANY ($1::uuid[]) AND (d.status = 'completed'
           OR d.status = 'processing' AND EXISTS (SELECT FROM cases.result r WHERE r.dossier_id = d.id AND r.status = 'valid'))`,
        [tasks.map(t => t.subjectId)],
      )
    ).map(r => r.id),
  );
  const there = tasks.filter(t => done.has(t.subjectId) || isNewPaper(t));
  const read = await findDossiers(
    q,
    there.map(t => t.subjectId),
  );
  const dossiers = new Map(read.map(d => [d.id, d]));
  const posted: Array<{ dossier: Dossier; task: LiveTask; procedure: LoadedProcedure }> = [];
  for (const task of there) {
    const dossier = dossiers.get(task.subjectId);
    if (!dossier) continue;
    const procedure = await loadProcedure(q, dossier);
    const { act, outcomes } = outcomesFor(procedure, task);
    if (act !== 'return' || !outcomes.includes('post')) continue;
    if (usesOf(procedure.form, dossier.data).delivery !== 'post' && !also(dossier)) continue;
    posted.push({ dossier, task, procedure });
  }
  const ids = posted.map(p => p.dossier.id);
  const ends = await resultEndsOf(
    q,
    ids.filter(id => done.has(id)),
  );
  const owing = await owingAmong(q, 'dossier', ids);
  const gives = await toGiveAt(q, posted);
  return posted.map(({ dossier, task, procedure: { form, version } }) => ({
    dossier,
    taskId: task.id,
    procedure: version.name,
    address: postalAddress(form, dossier.data),
    owes: owing.has(dossier.id),
    ended: ends.get(dossier.id),
    gives: gives.get(task.id) ?? [],
  }));
}

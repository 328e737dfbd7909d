import type { Task } from '#engines/work';
import type { Queryable } from '#platform/db';
import { listResultActs } from '../afterlife/read-acts.ts';
import { ResultCorrectedSince } from '../errors.ts';
import type { LoadedProcedure } from '../process/load.ts';
import type { Dossier } from '../types.ts';

/**
 * What is put before a signer was made of what stood there then: where another result of the dossier was corrected since, he signs only what he has
 * seen corrected. `seen`: the last correction that his page showed (`correctionShown`). Only of a process that gives several results. Throws RESULT_CORRECTED_SINCE.
 */
export async function refuseUnseenCorrection(
  q: Queryable,
  { dossier, procedure }: { dossier: Pick<Dossier, 'id' | 'code'>; procedure: LoadedProcedure },
  task: Pick<Task, 'createdAt'>,
  seen: string | undefined,
): Promise<void> {
  const signings = [...procedure.graph.nodes.values()].filter(node => node.act === 'sign');
  if (signings.length < 2) return;
  const last = (await listResultActs(q, dossier.id)).findLast(act => act.kind === 'correction');
  if (last && last.at >= task.createdAt && last.id !== seen)
    throw ResultCorrectedSince({ code: dossier.code, anew: last.newNumber ?? '' });
}

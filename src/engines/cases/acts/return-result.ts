import { completeTask, findTask } from '#engines/work';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { CaseDeps } from '../deps.ts';
import { loadProcedure } from '../process/load.ts';
import { advance } from '../process/run.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { record } from './record.ts';
import { targetOf } from './status.ts';

/** How the result came to the citizen. */
export type HandOver = 'counter' | 'post' | 'online';

/**
 * The result is handed over; the process comes to its end and the dossier is closed.
 * Throws NOT_FOUND, TASK_DONE, ACT_NOT_ALLOWED_NOW.
 */
export async function returnResult(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: { dossierId: string; taskId: string; how: HandOver },
  actor: Actor,
): Promise<Dossier> {
  const dossier = await lockDossier(tx, input.dossierId);
  const task = await findTask(tx, input.taskId);
  if (task?.subjectId !== dossier.id) throw NotFound();
  await completeTask(tx, task.id, {
    by: actor.accountId,
    post: actor.postId,
    outcome: input.how,
    at: actor.at,
  });
  // Nothing is handed over before there is a result.
  await targetOf(tx, dossier, 'return');
  const next = await advance({ tx, procedure: await loadProcedure(tx, dossier), at: actor.at }, dossier, {
    type: 'task-completed',
    token: Number(task.ref),
    outcome: { outcome: input.how },
  });
  await record(tx, deps.ledger, next, actor, 'returned', { how: input.how });
  return next;
}

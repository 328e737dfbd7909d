import { agencyPath, postsAble } from '#engines/identity';
import { assignTask, findTask, type Task, TaskDone, TaskSuspended } from '#engines/work';
import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { endAwayNotice } from '../deadlines/escalate.ts';
import type { CaseDeps } from '../deps.ts';
import { PostCannot } from '../errors.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { record } from './record.ts';
import { optionalText } from './written.ts';

/** The posts of an agency to which one of its steps may be given: those that may do it, and are held by somebody. */
export async function assignees(
  q: Queryable,
  dossier: Pick<Dossier, 'field'>,
  task: Pick<Task, 'agencyId' | 'permission'>,
  at: Date,
) {
  const path = await agencyPath(q, task.agencyId, at);
  const posts = await postsAble(q, task.permission, path, at, dossier.field);
  return posts.filter(post => post.holders.length > 0);
}

/**
 * Gives an open step to one post of its agency, or back to all who may do it (`postId` null). Who else may do it does not see
 * it any more; what a leader was told of its holder's absence is over, and said anew of who has it now.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such step, or it is not of this dossier |
 * | TASK_DONE, TASK_SUSPENDED | somebody has done it, or it waits |
 * | POST_CANNOT | the post may not do it, or nobody holds it |
 * | REASON_TOO_LONG | the note has more than 4,000 characters |
 */
export const assign = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; taskId: string; postId: string | null; note?: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const note = optionalText(input.note ?? '');
    const dossier = await lockDossier(tx, input.dossierId);
    const task = await findTask(tx, input.taskId);
    if (task?.subjectId !== dossier.id) throw NotFound();
    if (task.state !== 'open') throw task.state === 'suspended' ? TaskSuspended() : TaskDone();
    const { postId } = input;
    if (task.postId === postId) return dossier;
    if (postId && !(await assignees(tx, dossier, task, actor.at)).some(p => p.postId === postId))
      throw PostCannot();
    await assignTask(tx, task.id, postId);
    await endAwayNotice(tx, dossier.id, task.ref, actor.at);
    const about = { task: task.id, element: task.elementId };
    const personal = note ? { note } : {};
    if (postId)
      await record(tx, deps.ledger, dossier, actor, 'assigned', { ...about, post: postId }, personal);
    else await record(tx, deps.ledger, dossier, actor, 'handed-back', about, personal);
    return dossier;
  },
);

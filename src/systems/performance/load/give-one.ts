import {
  accountNames,
  actorGiving,
  askerOf,
  assign,
  assignable,
  casesService,
  dossierFor,
  factsOf,
} from '#engines/cases';
import { findTask, TaskDone, TaskSuspended } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { isAppError, NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { UUID } from './led.ts';

/** A step that was to be given: `given` names it; `refused` says of which dossier it is and why it was not. */
export type Giving = { given: string } | { refused: string };

/** Who did a step that was to be given, and when; undefined of one that somebody may still do, or that was dropped. */
async function doneWords({ db, t }: Ctx, taskId: string): Promise<string | undefined> {
  const task = await findTask(db, taskId);
  if (task?.state !== 'done' || !task.endedAt || !task.endedBy) return undefined;
  const name = (await accountNames(db, [task.endedBy])).get(task.endedBy);
  const at = formatDateTime(task.endedAt);
  return name && t('performance.held.done-by', { name, step: task.title.step, at });
}

/** Gives a step to a post, or back to all (`postId` null). Throws NotFound where there is no such step. */
export async function giveOne(ctx: Ctx, taskId: string, postId: string | null): Promise<Giving> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const task = UUID.test(taskId) ? await findTask(db, taskId) : undefined;
  if (!task) throw NotFound();
  let { code = '' } = task.title;
  try {
    const dossier = await dossierFor(db, ctx.visitor, task.subjectId, 'read', now);
    code = dossier.code;
    // Who comes second is told that it is done, rather than that it is not his.
    if (task.state !== 'open') throw task.state === 'suspended' ? TaskSuspended() : TaskDone();
    const facts = await factsOf(db, dossier, now);
    const able = assignable(askerOf(ctx.visitor), facts).find(a => a.taskId === task.id);
    if (!able) throw NotFound();
    const actor = actorGiving(ctx.visitor!, now, facts, able);
    const giving = { dossierId: dossier.id, taskId: task.id, postId };
    await db.tx(tx => assign(tx, ctx.get(casesService), giving, actor));
    return { given: t('performance.held.one', { step: task.title.step, code }) };
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const done = error.code === 'TASK_DONE' ? await doneWords(ctx, task.id) : undefined;
    const what = done ?? t(`error.${error.code}.what`, error.params);
    return { refused: t('performance.held.refused', { code, what }) };
  }
}

import {
  clearAwayTold,
  desertedPosts,
  findTask,
  markAwayTold,
  tasksAttended,
  tasksLeftAlone,
} from '#engines/work';
import type { Db, Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { lockDossier } from '../read/dossier.ts';
import { endAwayNotice, tell } from './escalate.ts';
import { STEPS } from './warnings.ts';

const CHUNK = 200;

/**
 * Of steps that lie with somebody who is away, and are due before he is back, leaders are told now: only they can give them to another. The warning before
 * they are due comes all the same, in its time.
 */
export async function tellOfAway(db: Db, deps: Pick<CaseDeps, 'ledger'>, now: Date): Promise<void> {
  const deserted = await desertedPosts(db, now);
  if (!deserted.length) return;
  for (const { subjectId, taskId } of await tasksLeftAlone(db, STEPS, deserted, CHUNK))
    await db.tx(async tx => {
      const dossier = await lockDossier(tx, subjectId);
      if (!(await markAwayTold(tx, taskId, now))) return;
      const task = await findTask(tx, taskId);
      if (task) await tell(tx, deps, { dossier, task, why: 'away' }, now);
    });
}

async function endOne(tx: Tx, dossierId: string, taskId: string, now: Date): Promise<void> {
  await lockDossier(tx, dossierId);
  const task = await findTask(tx, taskId);
  if (!task || !(await clearAwayTold(tx, taskId))) return;
  await endAwayNotice(tx, dossierId, task.ref, now);
}

/**
 * Ends what leaders were told of steps that lay with somebody who is away, where that does not hold any more: he is back, was never away, somebody acts for
 * him, or the step lies with another.
 */
export async function endAwayNotices(db: Db, now: Date): Promise<void> {
  const attended = await tasksAttended(db, STEPS.subjectKind, await desertedPosts(db, now), CHUNK);
  for (const { subjectId, taskId } of attended) await db.tx(tx => endOne(tx, subjectId, taskId, now));
}

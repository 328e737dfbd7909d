import { cancelTask, findTask, liveTasks, openTask } from '#engines/work';
import type { Tx } from '#platform/db';
import { taskAbout } from '../process/new-task.ts';
import type { Dossier } from '../types.ts';
import type { Question } from './question.ts';

/** The mark of the task that tells whoever asked that something came, or did not come in time. */
const ANSWER_REF = 'answers:';

/** The mark of the task that tells of an answer to a process's own question that has not come. */
const LATE_REF = 'late:';

/**
 * What came of a question returns to whoever asked. While the step in whose course it was asked is still his, he sees it
 * there; when that is done, a task of its own tells him, one for all that he has not read yet.
 */
export async function tellAsker(
  tx: Tx,
  dossier: Dossier,
  matter: string,
  question: Question,
  at: Date,
): Promise<void> {
  const asked = question.askedTask ? await findTask(tx, question.askedTask) : undefined;
  if (!asked) return;
  const ref = `${ANSWER_REF}${asked.id}`;
  const live = await liveTasks(tx, dossier.id);
  if (live.some(t => t.id === asked.id || t.ref === ref)) return;
  await openTask(
    tx,
    taskAbout(dossier, matter, {
      step: `Xem ý kiến trả lời: ${asked.title.step}`,
      elementId: asked.elementId,
      ref,
      agencyId: asked.agencyId,
      permission: asked.permission,
      postId: question.askedPost,
      dueAt: dossier.dueAt,
    }),
    at,
  );
}

/**
 * The answer to a question that a process asked has not come in time: whoever handles the dossier is told, for nobody there has a
 * step of it while the process waits. `step`: what was asked, as the agency that was asked reads it.
 */
export const tellLate = (
  tx: Tx,
  dossier: Dossier,
  matter: string,
  question: Question & { step: string },
  at: Date,
): Promise<string> =>
  openTask(
    tx,
    taskAbout(dossier, matter, {
      step: `Chưa có trả lời đúng hạn: ${question.step}`,
      elementId: question.elementId ?? 'question',
      ref: `${LATE_REF}${question.id}`,
      agencyId: question.fromAgency,
      permission: 'dossier.process',
      dueAt: dossier.dueAt,
    }),
    at,
  );

/** The answer came after all, or nobody waits for it any more: nothing is late. */
export const endLate = (tx: Tx, { dossierId, id }: Question, at: Date): Promise<number> =>
  cancelTask(tx, dossierId, `${LATE_REF}${id}`, at);

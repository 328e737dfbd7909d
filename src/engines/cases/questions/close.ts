import { cancelTask } from '#engines/work';
import type { Tx } from '#platform/db';
import { openQuestions, type Question, questionRef } from './question.ts';
import { endLate } from './tell-asker.ts';

/** Nobody waits for these answers any more: they leave the inboxes of the agencies that were asked. */
export async function dropQuestions(tx: Tx, questions: readonly Question[], at: Date): Promise<void> {
  for (const question of questions) {
    await tx.run('UPDATE cases.question SET dropped_at = greatest($2, asked_at) WHERE id = $1', [
      question.id,
      at,
    ]);
    await cancelTask(tx, question.dossierId, questionRef(question.id), at);
    await endLate(tx, question, at);
  }
}

/** A process begins anew: what it had asked is asked no longer, and answers that it has not taken are no news to it. */
export async function forgetQuestions(tx: Tx, dossierId: string, at: Date): Promise<void> {
  await dropQuestions(tx, await openQuestions(tx, dossierId), at);
  await tx.run(
    'UPDATE cases.question SET delivered_at = $2 WHERE dossier_id = $1 AND answered_at IS NOT NULL AND delivered_at IS NULL',
    [dossierId, at],
  );
}

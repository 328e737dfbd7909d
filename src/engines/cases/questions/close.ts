import { cancelTask } from '#engines/work';
import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { record } from '../acts/record.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import type { Dossier } from '../types.ts';
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

/**
 * The dossier came to its end before the answers of these agencies did: an entry each says that theirs is needed no longer. Nobody did that for
 * itself: it is taken back with the act that ended the dossier. What the applicant was asked ends with the dossier of which he is told.
 */
export async function tellEnded(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  dossier: Dossier,
  questions: readonly Question[],
  at: Date,
): Promise<void> {
  const system = { accountId: 'system', postId: null, agencyId: null, at };
  for (const { id, toAgency } of questions) {
    if (!toAgency) continue;
    await endEscalation(tx, dossier.id, questionRef(id), at);
    await record(tx, ledger, dossier, system, 'question-dropped', { question: id, why: 'ended' });
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

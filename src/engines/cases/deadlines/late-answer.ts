import type { Queryable, Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import type { CaseDeps } from '../deps.ts';
import { loadProcedure } from '../process/load.ts';
import { dropQuestions, tellEnded } from '../questions/close.ts';
import { isMoot, isOpen, listQuestions, openQuestions, type Question } from '../questions/question.ts';
import { tellAsker, tellLate } from '../questions/tell-asker.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { setClock } from './clock.ts';

type Deps = Pick<CaseDeps, 'ledger'>;

/** While the applicant is waited for, the limit of the answer does not run either. */
const waits = ({ status }: Pick<Dossier, 'status'>): boolean =>
  status === 'supplementing' || status === 'awaiting-payment';

/** An answer has not come in time: the clock that stood still for it runs on, and who asked is told. Said once; false where there is nothing to say. */
export async function noteLate(
  tx: Tx,
  deps: Deps,
  { id, dossierId }: Pick<Question, 'id' | 'dossierId'>,
  at: Date,
): Promise<boolean> {
  const dossier = await lockDossier(tx, dossierId);
  const question = (await listQuestions(tx, dossierId)).find(q => q.id === id);
  const due = question?.dueAt;
  if (!question || !due || !isOpen(question) || question.lateAt || due > at || waits(dossier)) return false;
  // It was left open when the dossier came to its end.
  if (isMoot(question, dossier)) {
    await dropQuestions(tx, [question], at);
    await tellEnded(tx, deps.ledger, await setClock(tx, dossier, at), [question], at);
    return true;
  }
  await tx.run('UPDATE cases.question SET late_at = $2 WHERE id = $1', [id, at]);
  const running = await setClock(tx, dossier, due);
  const { version, graph } = await loadProcedure(tx, running);
  if (question.message)
    await tellLate(
      tx,
      running,
      version.name,
      { ...question, step: graph.nodes.get(question.elementId ?? '')?.name || question.what },
      at,
    );
  else await tellAsker(tx, running, version.name, question, at);
  const system = { accountId: 'system', postId: null, agencyId: null, at };
  await record(tx, deps.ledger, running, system, 'question-late', {
    question: id,
    until: due.toISOString(),
  });
  return true;
}

/** The question of a dossier whose answer is due first, of those of which nobody has said yet that it is late. */
async function firstAwaited(
  q: Queryable,
  dossierId: string,
): Promise<(Question & { dueAt: Date }) | undefined> {
  const awaited = (await openQuestions(q, dossierId)).flatMap(question =>
    question.dueAt && !question.lateAt ? [{ ...question, dueAt: question.dueAt }] : [],
  );
  return awaited.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
}

/** When the first answer that a dossier waits for is due, and will be late; null where none is. */
export const firstLateAt = async (
  q: Queryable,
  dossier: Pick<Dossier, 'id' | 'status'>,
): Promise<Date | null> => (waits(dossier) ? null : ((await firstAwaited(q, dossier.id))?.dueAt ?? null));

/** Of who plays what has been, and has no watch: notes the first answer that had not come by `at`. False where there is none. */
export async function noteFirstLate(tx: Tx, deps: Deps, dossierId: string, at: Date): Promise<boolean> {
  const first = await firstAwaited(tx, dossierId);
  return first ? noteLate(tx, deps, first, at) : false;
}

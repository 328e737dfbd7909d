import type { Env } from '#platform/env';
import { record } from '../acts/record.ts';
import { casesService } from '../deps.ts';
import { loadProcedure } from '../process/load.ts';
import { isOpen, listQuestions, overdueQuestions } from '../questions/question.ts';
import { tellAsker, tellLate } from '../questions/tell-asker.ts';
import { lockDossier } from '../read/dossier.ts';
import { setClock } from './clock.ts';
import { escalate, stepsToEscalate } from './escalate.ts';
import { planWarnings } from './warnings.ts';

const CHUNK = 200;

/** An answer has not come in time: the clock that stood still for it runs on, and who asked is told. Said once. */
const noteOverdue = (env: Env, { id, dossierId }: { id: string; dossierId: string }): Promise<void> =>
  env.db.tx(async tx => {
    const at = env.clock.now();
    const dossier = await lockDossier(tx, dossierId);
    const question = (await listQuestions(tx, dossierId)).find(q => q.id === id);
    const due = question?.dueAt;
    // While the applicant is waited for, the limit of the answer does not run either.
    const waits = dossier.status === 'supplementing' || dossier.status === 'awaiting-payment';
    if (!question || !due || !isOpen(question) || question.lateAt || due > at || waits) return;
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
    await record(tx, env.get(casesService).ledger, running, system, 'question-late', {
      question: id,
      until: due.toISOString(),
    });
  });

/**
 * What no act and no timer of a process brings about: leaders are told of steps that will soon be overdue, and answers that
 * did not come in time are noted. Runs by the clock; nothing has to be cancelled when a due time moves.
 */
export async function watchDeadlines(env: Env): Promise<void> {
  const deps = env.get(casesService);
  const now = env.clock.now();
  await planWarnings(env.db, now);
  for (const step of await stepsToEscalate(env.db, now, CHUNK))
    await env.db.tx(tx => escalate(tx, deps, step, now));
  for (const question of await overdueQuestions(env.db, now, CHUNK)) await noteOverdue(env, question);
}

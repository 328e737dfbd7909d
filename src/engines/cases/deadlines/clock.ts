import { resumeTasks, suspendTasks } from '#engines/work';
import { newId, type Queryable, type Tx } from '#platform/db';
import { recount } from '../acts/deadline.ts';
import { recountTimers } from '../process/timers.ts';
import { recountQuestions } from '../questions/due.ts';
import { clockWaitsFor, QUESTION_REF } from '../questions/question.ts';
import type { Dossier, Pause } from '../types.ts';
import { recountSteps } from './step-due.ts';

type Waiting = Pause['kind'] | null;

/** The applicant is asked for something, or has to pay: nothing at all of the dossier goes on meanwhile. */
const allWaits = (dossier: Dossier): boolean =>
  dossier.status === 'supplementing' || dossier.status === 'awaiting-payment';

/** What the clock of a dossier waits for: what its status says, else the answers that its questions wait for. */
async function waitingFor(q: Queryable, dossier: Dossier): Promise<Waiting> {
  if (dossier.closedAt) return null;
  if (dossier.status === 'supplementing') return 'supplement';
  if (dossier.status === 'awaiting-payment') return 'payment';
  return clockWaitsFor(q, dossier.id);
}

/** Lets all steps of a dossier wait whose clock stands still. Who was asked something goes on, unless nothing does. */
export const holdSteps = (tx: Tx, dossier: Dossier): Promise<number> =>
  suspendTasks(tx, dossier.id, allWaits(dossier) ? undefined : QUESTION_REF);

/** Ends the open pause. Returns the instant from which the next one may begin. */
async function endPause(tx: Tx, dossierId: string, at: Date): Promise<Date> {
  // A span of no length would be empty: an answer within the same moment waits a millisecond.
  const { ended } = await tx.one<{ ended: Date }>(
    `UPDATE cases.pause SET span = tstzrange(lower(span), greatest($2, lower(span) + interval '1 millisecond'))
     WHERE dossier_id = $1 AND upper_inf(span) RETURNING upper(span) AS ended`,
    [dossierId, at],
  );
  return ended;
}

/**
 * Brings the clock of a locked dossier into line with what it waits for: begins or ends its pause, lets its steps wait or
 * go on, and counts due times and timers anew. To be called by every act that lets a dossier wait or go on, after its
 * status is written. Returns the dossier as it is then.
 */
export async function setClock(tx: Tx, dossier: Dossier, at: Date): Promise<Dossier> {
  const waits = await waitingFor(tx, dossier);
  if (waits === dossier.paused) return dossier;
  const from = dossier.paused ? await endPause(tx, dossier.id, at) : at;
  if (waits) {
    // Paid and asked for the next thing within one moment: the second wait begins where the first has ended.
    await tx.run(
      `INSERT INTO cases.pause (id, dossier_id, kind, span)
       SELECT $1, $2, $3, tstzrange(greatest($4, max(upper(span))), NULL) FROM cases.pause WHERE dossier_id = $2`,
      [newId(), dossier.id, waits, from],
    );
  }
  await tx.run('UPDATE cases.dossier SET paused = $2 WHERE id = $1', [dossier.id, waits]);
  const now = { ...dossier, paused: waits };
  if (now.closedAt) return now;
  if (waits) await holdSteps(tx, now);
  // Asked agencies may have waited with all the rest, and go on before it.
  if (!allWaits(now)) await resumeTasks(tx, now.id, waits ? QUESTION_REF : undefined);
  const counted = await recount(tx, now, at);
  await recountSteps(tx, counted);
  await recountQuestions(tx, counted, at);
  if (!waits) await recountTimers(tx, counted, at);
  return counted;
}

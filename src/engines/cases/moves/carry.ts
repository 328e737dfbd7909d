import { counterpart } from '#engines/processes';
import { liveTasks, reopenTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import { settleIncidents } from '../incidents/incidents.ts';
import { listTimers, wakeAt } from '../process/timers.ts';
import { listQuestions } from '../questions/question.ts';
import { listPapers } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { messageIn } from './messages.ts';
import type { Before } from './moves.ts';
import type { MoveWay } from './way.ts';

/** What of a dossier a move may change, as it is now. `data`: its answers after the move. */
export async function snapshot(tx: Tx, dossier: Dossier, data: Dossier['data']): Promise<Before> {
  const incidents = await tx.query<{ id: string; elementId: string }>(
    `SELECT id, element_id AS "elementId" FROM cases.incident WHERE dossier_id = $1 AND settled_at IS NULL`,
    [dossier.id],
  );
  return {
    processState: dossier.processState,
    data: data === dossier.data ? null : dossier.data,
    formId: dossier.formId,
    formVersion: dossier.formVersion,
    papers: (await listPapers(tx, dossier.id)).map(({ id, field }) => ({ id, field })),
    questions: (await listQuestions(tx, dossier.id))
      .filter(q => !q.droppedAt && !q.deliveredAt)
      .map(({ id, elementId, message, askedTask, answeredAt }) => ({
        id,
        elementId,
        message,
        askedTask,
        open: !answeredAt,
      })),
    tasks: (await liveTasks(tx, dossier.id)).map(t => t.id),
    incidents,
    timers: await listTimers(tx, dossier.id),
  };
}

/** What is filed under names of the old version is filed under those of the new one: questions, incidents, papers. */
export async function renameAll(tx: Tx, before: Before, way: MoveWay): Promise<void> {
  const named = (id: string) => counterpart(way.elements, id) ?? id;
  for (const { id, elementId, message } of before.questions) {
    const next = {
      elementId: elementId && named(elementId),
      message: message && messageIn(way, before.processState, message),
    };
    if (next.elementId !== elementId || next.message !== message)
      await tx.run('UPDATE cases.question SET element_id = $2, message = $3 WHERE id = $1', [
        id,
        next.elementId,
        next.message,
      ]);
  }
  for (const { id, elementId } of before.incidents)
    if (named(elementId) !== elementId)
      await tx.run('UPDATE cases.incident SET element_id = $2 WHERE id = $1', [id, named(elementId)]);
  const fields = new Map(way.mapping.fields.map(m => [m.from, m.to]));
  for (const { id, field } of before.papers) {
    const next = fields.get(field);
    if (next && next !== field) await tx.run('UPDATE cases.paper SET field = $2 WHERE id = $1', [id, next]);
  }
}

/** As `renameAll`, back to what was: tasks, questions and incidents that the move has closed are open again, timers are as they were. */
export async function restore(tx: Tx, dossierId: string, before: Before, at: Date): Promise<void> {
  await reopenTasks(tx, before.tasks);
  for (const { id, elementId, message, askedTask, open } of before.questions)
    await tx.run(
      `UPDATE cases.question SET element_id = $2, message = $3, asked_task = $4,
         dropped_at = CASE WHEN $5 THEN NULL ELSE dropped_at END WHERE id = $1`,
      [id, elementId, message, askedTask, open],
    );
  await settleIncidents(tx, dossierId, at);
  for (const { id, elementId } of before.incidents)
    await tx.run('UPDATE cases.incident SET element_id = $2, settled_at = NULL WHERE id = $1', [
      id,
      elementId,
    ]);
  for (const { id, field } of before.papers)
    await tx.run('UPDATE cases.paper SET field = $2 WHERE id = $1 AND field <> $2', [id, field]);
  await restoreTimers(tx, dossierId, before.timers);
}

/** The timers as they were: written down, and their jobs asked for. */
async function restoreTimers(tx: Tx, dossierId: string, timers: Before['timers']): Promise<void> {
  await tx.run('DELETE FROM cases.timer WHERE dossier_id = $1', [dossierId]);
  for (const { token, elementId, firesAt, startedAt, timer } of timers) {
    await tx.run(
      'INSERT INTO cases.timer (dossier_id, token, element_id, fires_at, started_at, timer) VALUES ($1, $2, $3, $4, $5, $6)',
      [dossierId, token, elementId, firesAt, startedAt, timer && JSON.stringify(timer)],
    );
    await wakeAt(tx, dossierId, token, elementId, new Date(firesAt));
  }
}

/** What was asked in the course of a step is answered to whoever does it now. */
export async function hand(tx: Tx, dossierId: string, steps: ReadonlyMap<string, string>): Promise<void> {
  const live = await liveTasks(tx, dossierId);
  for (const [ref, before] of steps) {
    const now = live.find(t => t.ref === ref);
    if (now && now.id !== before)
      await tx.run(
        `UPDATE cases.question SET asked_task = $2 WHERE asked_task = $1 AND answered_at IS NULL AND dropped_at IS NULL`,
        [before, now.id],
      );
  }
}

import { tasksAnew } from '#engines/processes';
import { cancelTask, liveTasks } from '#engines/work';
import { settleIncidents } from '../incidents/incidents.ts';
import type { Dossier } from '../types.ts';
import { createTask } from './apply.ts';
import { processData } from './data.ts';
import { doerOf } from './doer.ts';
import { guarded } from './guard.ts';
import type { RunContext } from './run-context.ts';

/**
 * Gives every open step of a locked dossier to the agency that its lane means now; one that stays where it is is left alone.
 * What was asked in the course of a step is answered to whoever does it now. Throws STEP_WITHOUT_AGENCY, PROCESS_STUCK.
 */
export async function remakeTasks(ctx: RunContext, dossier: Dossier): Promise<void> {
  const { tx, at, procedure } = ctx;
  const live = await liveTasks(tx, dossier.id);
  const commands = guarded(() =>
    tasksAnew(procedure.graph, dossier.processState, processData(dossier, procedure.form)),
  );
  for (const command of commands) {
    const ref = String(command.token);
    const held = live.find(t => t.ref === ref);
    const { agency } = await doerOf(tx, procedure, dossier, command, at);
    if (held?.agencyId === agency.id) continue;
    await cancelTask(tx, dossier.id, ref, at);
    const id = await createTask(ctx, dossier, command);
    if (!held) {
      // It waited for an agency to do it.
      await settleIncidents(tx, dossier.id, at, command.token);
      continue;
    }
    await tx.run(
      `UPDATE cases.question SET asked_task = $2, asked_post = NULL, from_agency = $3
       WHERE asked_task = $1 AND answered_at IS NULL AND dropped_at IS NULL`,
      [held.id, id, agency.id],
    );
  }
}

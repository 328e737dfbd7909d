import type { Agency } from '#engines/organisation';
import { tasksAnew } from '#engines/processes';
import { cancelTask, liveTasks, type Task } from '#engines/work';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import { basisOf, firstDue } from '../deadlines/step-due.ts';
import { StepWithoutAgency } from '../errors.ts';
import { settleIncidents } from '../incidents/incidents.ts';
import type { Dossier } from '../types.ts';
import { createTask } from './apply.ts';
import { processData } from './data.ts';
import { doerOf } from './doer.ts';
import { guarded } from './guard.ts';
import type { LoadedProcedure } from './load.ts';
import type { RunContext } from './run-context.ts';

/** The steps at which a dossier stands. Throws PROCESS_STUCK. */
const stepsOf = ({ graph, form }: LoadedProcedure, dossier: Dossier) =>
  guarded(() => tasksAnew(graph, dossier.processState, processData(dossier, form)));

/** A step that goes elsewhere: to which agency, and what it takes to do it there. */
export type MovedStep = Pick<Task, 'agencyId' | 'permission' | 'field' | 'dueAt'> & {
  agency: Agency;
  step: string;
};

/** Of the steps of a dossier those that `remakeTasks` would give to another agency than has them now; one that nobody would do is not among them. */
export async function stepsMoved(
  q: Queryable,
  procedure: LoadedProcedure,
  dossier: Dossier,
  at: Date,
): Promise<MovedStep[]> {
  const live = await liveTasks(q, dossier.id);
  const moved: MovedStep[] = [];
  for (const command of stepsOf(procedure, dossier)) {
    const doer = await doerOf(q, procedure, dossier, command, at).catch(error => {
      if (!isAppError(error) || error.code !== StepWithoutAgency.code) throw error;
    });
    if (!doer || live.some(t => t.ref === String(command.token) && t.agencyId === doer.agency.id)) continue;
    const { dueAt } = await firstDue(q, dossier, basisOf(command), at);
    const { agency, permission } = doer;
    moved.push({ agency, agencyId: agency.id, permission, field: dossier.field, dueAt, step: command.name });
  }
  return moved;
}

/**
 * Gives every open step of a locked dossier to the agency that its lane means now; one that stays where it is is left alone.
 * What was asked in the course of a step is answered to whoever does it now. Throws STEP_WITHOUT_AGENCY, PROCESS_STUCK.
 */
export async function remakeTasks(ctx: RunContext, dossier: Dossier): Promise<void> {
  const { tx, at, procedure } = ctx;
  const live = await liveTasks(tx, dossier.id);
  for (const command of stepsOf(procedure, dossier)) {
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

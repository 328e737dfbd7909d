import { type Agency, agencyAsOf } from '#engines/organisation';
import { openTasks, type Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import { chosenCentre } from '../process/chosen-centre.ts';
import { heirOf } from '../process/heir.ts';
import { agencyOfLane } from '../process/lane.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import { outcomesOf } from '../process/outcomes-of.ts';
import type { Dossier } from '../types.ts';

/** The open steps of a dossier that hand a paper over at a counter. */
export function handOverSteps({ graph }: Pick<LoadedProcedure, 'graph'>, tasks: readonly Task[]): Task[] {
  return tasks.filter(task => {
    const { act, outcomes } = outcomesOf(graph, task);
    return act === 'return' && outcomes.includes('counter');
  });
}

/**
 * Whether the papers of a dossier are there to be handed over: all its results are, or a step hands over what is there while others are to
 * come, or a paper waits after its end.
 */
export const papersAreThere = (
  { graph }: Pick<LoadedProcedure, 'graph'>,
  { status }: Pick<Dossier, 'status'>,
  tasks: readonly Task[],
): boolean => status === 'completed' || tasks.some(task => outcomesOf(graph, task).act === 'return');

/** Who would hand it over by the process, while the step is still to come; undefined where only the run of the process says it. */
async function byLane(
  q: Queryable,
  { graph }: Pick<LoadedProcedure, 'graph'>,
  dossier: Dossier,
  at: Date,
): Promise<Agency | undefined> {
  const node = [...graph.nodes.values()].find(n => n.act === 'return' && n.outcomes.includes('counter'));
  if (!node?.lane || node.area || node.lane.area) return undefined;
  try {
    return await agencyOfLane(q, dossier, { ...node.lane, area: null }, at);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return undefined;
  }
}

/**
 * Where the paper of a dossier is fetched, at `at`: at the agency of the step that hands it over; while that is still to come, at the centre
 * that was chosen, else where the process will lead, else where the dossier was received. What every page, message and paper names.
 */
export async function fetchedAt(q: Queryable, dossier: Dossier, at: Date): Promise<Agency> {
  const date = localDate(at);
  const procedure = await loadProcedure(q, dossier);
  const [step] = handOverSteps(procedure, await openTasks(q, dossier.id));
  return (
    (step && (await heirOf(q, dossier, step.agencyId, date))) ??
    (await chosenCentre(q, procedure.form, dossier, at)) ??
    (await byLane(q, procedure, dossier, at)) ??
    (await heirOf(q, dossier, dossier.receivedBy, date)) ??
    agencyAsOf(q, dossier.receivedBy, date)
  );
}

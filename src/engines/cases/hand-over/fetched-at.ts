import { type Agency, agencyAsOf } from '#engines/organisation';
import { openTasks, type Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import { doerForeseen } from '../process/doer.ts';
import { heirOf } from '../process/heir.ts';
import { permissionFor } from '../process/lane.ts';
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

/**
 * Who would hand papers of a dossier over by its process, and by which right: at the centre that was chosen, else where its step would lie. Where only
 * the run of the process says it, where the dossier was received; undefined where the process hands nothing over.
 */
export async function handedOverBy(
  q: Queryable,
  procedure: Pick<LoadedProcedure, 'graph' | 'form'>,
  dossier: Dossier,
  at: Date,
): Promise<{ agencyId: string; permission: string } | undefined> {
  const node = [...procedure.graph.nodes.values()].find(
    n => n.act === 'return' && n.outcomes.includes('counter'),
  );
  if (!node?.lane) return undefined;
  const { lane, act } = node;
  const received = { agencyId: dossier.receivedBy, permission: permissionFor(lane.role, act) };
  if (node.area || lane.area) return received;
  try {
    const { agency, permission } = await doerForeseen(q, procedure, dossier, { lane, act, area: null }, at);
    return { agencyId: agency.id, permission };
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return received;
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
  const { agencyId } = step ??
    (await handedOverBy(q, procedure, dossier, at)) ?? { agencyId: dossier.receivedBy };
  return (await heirOf(q, dossier, agencyId, date)) ?? agencyAsOf(q, agencyId, date);
}

import { getProcedureVersion, mappingBetween, type WayBetween } from '#engines/procedures';
import type { Mapping } from '#engines/processes';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { MoveNothing, MoveNotInForce, MoveOtherProcedure } from '../errors.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';

/** From which version of a procedure to which its dossiers are moved, and what has another name or meaning there. */
export type MoveWay = {
  from: LoadedProcedure;
  to: LoadedProcedure;
  mapping: WayBetween;
  /** The mapping of elements as the processes read it. */
  elements: Mapping;
};

/**
 * The way from one version to another. Where dossiers go is where new ones begin: what is not in force has been approved for no day
 * that is now.
 *
 * | refusal | when |
 * | --- | --- |
 * | PROCEDURE_NOT_FOUND | there is no such version |
 * | MOVE_NOTHING | both are the same |
 * | MOVE_OTHER_PROCEDURE | they are of two procedures |
 * | MOVE_NOT_IN_FORCE | the new one is a draft, withdrawn, past, or still to come |
 */
export async function loadWay(q: Queryable, fromId: string, toId: string, at: Date): Promise<MoveWay> {
  const from = await loadProcedure(q, { procedureVersionId: fromId });
  const to = await loadProcedure(q, { procedureVersionId: toId });
  // Asked anew: what is loaded to run a dossier does not say until when it is in force.
  const version = await getProcedureVersion(q, toId);
  const today = localDate(at);
  if (version.id === from.version.id) throw MoveNothing();
  if (version.procedureId !== from.version.procedureId) throw MoveOtherProcedure({ code: from.version.code });
  const inForce =
    version.status === 'published' &&
    version.from !== null &&
    version.from <= today &&
    (version.to === null || today < version.to);
  if (!inForce) throw MoveNotInForce({ number: version.number });
  const mapping = await mappingBetween(q, from.version, version);
  const elements = { elements: Object.fromEntries(mapping.elements.map(m => [m.from, m.to])) };
  return { from, to, mapping, elements };
}

import type { WayBetween } from '#engines/procedures';
import type { Graph, MigrationProblem } from '#engines/processes';
import type { AppError } from '#platform/errors';
import {
  MoveJoinStarved,
  MoveLedNowhere,
  MoveNoCounterpart,
  MoveOtherKind,
  MoveOtherPlace,
} from '../errors.ts';

type Way = { from: { graph: Graph }; to: { graph: Graph }; mapping: Pick<WayBetween, 'elements'> };

/**
 * Why a dossier cannot be moved from where it stands. Where a mapping leads it to a wrong place, the version that says so and the place are
 * named: who reads it would else look for what is missing and find it there.
 */
export function whyBlocked({ element, reason }: MigrationProblem, { from, to, mapping }: Way): AppError {
  if (reason === 'join-starved')
    return MoveJoinStarved({ element, name: to.graph.nodes.get(element)?.name || element });
  const where = { element, name: from.graph.nodes.get(element)?.name || element };
  if (reason === 'gone') return MoveNoCounterpart(where);
  const led = mapping.elements.find(m => m.from === element);
  if (led?.to && led.number !== undefined && reason !== 'flow-gone') {
    const target = to.graph.nodes.get(led.to)?.name || led.to;
    return MoveLedNowhere({ ...where, number: led.number, target });
  }
  return reason === 'other-kind' ? MoveOtherKind(where) : MoveOtherPlace(where);
}

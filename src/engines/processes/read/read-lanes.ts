import type { ModdleElement } from 'bpmn-moddle';
import type { Lane, Level } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { elements, feelText, idOf, refer, text } from './read-element.ts';

const LEVELS: readonly Level[] = ['province', 'district', 'commune'];

export type Lanes = { lanes: Lane[]; byNode: Map<string, Lane> };

/** Reads the lanes of a process. An inner lane takes role, level and agency of the outer one where it says none. */
export function readLanes(scope: ModdleElement, problems: Problem[]): Lanes {
  const result: Lanes = { lanes: [], byNode: new Map() };
  for (const set of elements(scope, 'laneSets')) readSet(set, null, result, problems);
  return result;
}

function readSet(set: ModdleElement, outer: Lane | null, result: Lanes, problems: Problem[]): void {
  for (const lane of elements(set, 'lanes')) {
    const read = readLane(lane, outer, problems);
    result.lanes.push(read);
    for (const node of elements(lane, 'flowNodeRef')) result.byNode.set(idOf(node), read);
    const inner = lane.get('childLaneSet') as ModdleElement | undefined;
    // The deepest lane that names a node is its lane.
    if (inner) readSet(inner, read, result, problems);
  }
}

function readLane(lane: ModdleElement, outer: Lane | null, problems: Problem[]): Lane {
  const level = text(lane, 'fs:level');
  const known = LEVELS.find(l => l === level) ?? null;
  if (level && !known) problems.push(problem('unknown-level', refer(lane), level));
  return {
    id: idOf(lane),
    name: text(lane, 'name') ?? '',
    role: text(lane, 'fs:role') ?? outer?.role ?? '',
    level: known ?? outer?.level ?? null,
    agencyKind: text(lane, 'fs:agency') ?? outer?.agencyKind ?? null,
    area: feelText(text(lane, 'fs:area')) ?? outer?.area ?? null,
  };
}

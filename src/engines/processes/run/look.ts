import { type Graph, isHumanTask, nodeOf } from '../graph.ts';
import { timersOf } from './run.ts';
import type { ProcessState } from './state.ts';
import { awaiting } from './step.ts';

/** Something outside that would move the process. */
export type Waiting =
  | { for: 'task'; token: number; elementId: string }
  | { for: 'service'; token: number; elementId: string; failed: string | null }
  | { for: 'timer'; token: number; elementId: string }
  | { for: 'message'; token: number; elementId: string; name: string };

/** Ids of the elements at which tokens stand, each once, in the order of the file; those of sub-processes included. */
export function currentElements(graph: Graph, state: ProcessState): string[] {
  const at = new Set(state.tokens.map(t => t.at));
  return [...graph.nodes.keys()].filter(id => at.has(id));
}

/** All that the process waits for: what to start again after a pause, and what the incident desk shows. */
export function waitingFor(graph: Graph, state: ProcessState): Waiting[] {
  return state.tokens.flatMap(t => {
    const node = nodeOf(graph, t.at);
    const at = { token: t.id, elementId: t.at };
    const found: Waiting[] = [];
    if (isHumanTask(node)) found.push({ for: 'task', ...at });
    if (node.kind === 'service') found.push({ for: 'service', ...at, failed: t.failed ?? null });
    for (const event of timersOf(graph, node)) {
      if (t.left?.[event.id] !== 0) found.push({ for: 'timer', token: t.id, elementId: event.id });
    }
    for (const event of awaiting(graph, node)) {
      found.push({ for: 'message', token: t.id, elementId: event.id, name: event.message ?? event.id });
    }
    return found;
  });
}

/** Whether tokens stand at joins that nothing can complete any more: a fault of the model that people must mend. */
export const isStuck = (graph: Graph, state: ProcessState): boolean =>
  !state.end && waitingFor(graph, state).length === 0;

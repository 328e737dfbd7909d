import { counterpart, type Graph, type ProcessState, waitingFor } from '#engines/processes';
import type { MoveWay } from './way.ts';

const receivers = (graph: Graph, message: string): string[] =>
  [...graph.nodes.values()]
    .filter(
      n => n.message === message && (n.kind === 'receive' || n.kind === 'catch' || n.kind === 'boundary'),
    )
    .map(n => n.id);

/**
 * What a message that a process awaits is called in the version it is moved to: what the counterpart of the element waits for that
 * waits for it, of several the one at which a token waits now. The same where no counterpart waits for anything.
 */
export function messageIn({ from, to, elements }: MoveWay, state: ProcessState, message: string): string {
  const now = new Set(waitingFor(from.graph, state).map(w => w.elementId));
  const [first] = receivers(from.graph, message)
    .sort((a, b) => Number(now.has(b)) - Number(now.has(a)))
    .flatMap(id => to.graph.nodes.get(counterpart(elements, id) ?? '')?.message ?? []);
  return first ?? message;
}

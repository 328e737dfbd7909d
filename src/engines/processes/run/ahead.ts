import { awaits, type Graph, type Node, nodeOf } from '../graph.ts';
import { nextNodes } from '../ways/reach.ts';
import type { ProcessState } from './state.ts';
import { awaiting } from './step.ts';

/**
 * Whether a process may still come to an element of some kind, a further signature say: by any way from where its tokens
 * stand, into sub-processes and called processes, whatever the conditions on the way.
 */
export function mayStillReach(graph: Graph, state: ProcessState, wanted: (node: Node) => boolean): boolean {
  if (state.end) return false;
  const busy = new Set(state.tokens.flatMap(t => (t.in === undefined ? [] : [t.in])));
  const seen = new Set<string>();
  const queue: string[] = [];
  const add = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    queue.push(id);
  };
  const enter = (node: Node) => {
    for (const start of graph.starts.get(node.body ?? '') ?? []) add(start.id);
  };
  for (const token of state.tokens) {
    const node = nodeOf(graph, token.at);
    if (wanted(node)) return true;
    // Inside an activity that is under way its own tokens say what is still to come.
    if (!busy.has(token.id)) enter(node);
    for (const next of nextNodes(graph, node.id)) add(next);
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = nodeOf(graph, id);
    if (wanted(node)) return true;
    enter(node);
    for (const next of nextNodes(graph, id)) add(next);
  }
  return false;
}

const receivers = new WeakMap<Graph, ReadonlyMap<string, ReadonlySet<string>>>();

/** The messages that a process awaits somewhere, each with the elements that do. */
function receiversOf(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  let known = receivers.get(graph);
  if (!known) {
    const found = new Map<string, Set<string>>();
    for (const node of graph.nodes.values()) {
      if (!awaits(node)) continue;
      const name = node.message ?? node.id;
      found.set(name, (found.get(name) ?? new Set()).add(node.id));
    }
    known = found;
    receivers.set(graph, known);
  }
  return known;
}

/** Whether a process awaits messages at all. */
export const awaitsMessages = (graph: Graph): boolean => receiversOf(graph).size > 0;

/** Whether a process awaits a message, or may still come to. */
export function mayStillReceive(graph: Graph, state: ProcessState, message: string): boolean {
  const elements = receiversOf(graph).get(message);
  if (!elements) return false;
  // What an activity or a gateway awaits beside or behind itself it awaits while a token stands there.
  return mayStillReach(graph, state, node => elements.has(node.id)) || isAwaited(graph, state, elements);
}

const isAwaited = (graph: Graph, state: ProcessState, elements: ReadonlySet<string>): boolean =>
  state.tokens.some(t => awaiting(graph, nodeOf(graph, t.at)).some(event => elements.has(event.id)));

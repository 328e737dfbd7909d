import type { Graph } from './graph.ts';

/** What an element is called: by its name; an event without one by the step on whose edge it sits; else by its identifier. */
export function nodeName(graph: Graph, id: string): string {
  const node = graph.nodes.get(id);
  return node?.name || (node?.attachedTo && graph.nodes.get(node.attachedTo)?.name) || id;
}

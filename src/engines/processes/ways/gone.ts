import type { Graph } from '../graph.ts';

// Which ways a dossier has gone is no more than a bit a flow: a list of names would take much of the 2 KB of a state.
const orders = new WeakMap<Graph, readonly string[]>();

/** All flows in an order that the file alone decides, not how it is read. */
function orderOf(graph: Graph): readonly string[] {
  let order = orders.get(graph);
  if (!order) {
    order = [...graph.flows.keys()].sort();
    orders.set(graph, order);
  }
  return order;
}

/** Ids of flows as a state keeps them: a bit each, in base64url. */
export function packFlows(graph: Graph, gone: ReadonlySet<string>): string {
  const order = orderOf(graph);
  const bits = Buffer.alloc(Math.ceil(order.length / 8));
  order.forEach((id, i) => {
    if (gone.has(id)) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return bits.toString('base64url');
}

/** The flows of `packFlows`. */
export function unpackFlows(graph: Graph, packed: string): Set<string> {
  const bits = Buffer.from(packed, 'base64url');
  return new Set(orderOf(graph).filter((_, i) => ((bits[i >> 3] ?? 0) >> (i & 7)) & 1));
}

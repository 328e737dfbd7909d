import type { Box, Diagram, Graph, Node } from '../graph.ts';

type LaneBand = { id: string; name: string; box: Box };

/** Where everything of a drawing goes. */
export type Layout = Diagram & { bands: readonly LaneBand[]; width: number; height: number };

/** So much of a lane's upper edge is its name's: no step lies there, however far the drawing is scrolled. */
export const NAME_HEIGHT = 22;

/** Top-level elements: what is inside sub-processes and called processes is drawn as one box. */
export const shown = (graph: Graph): Node[] => [...graph.nodes.values()].filter(n => n.scope === graph.id);

/** Events and gateways are drawn small. */
export const isSmall = (node: Node): boolean =>
  [
    'start',
    'end',
    'catch',
    'throw',
    'boundary',
    'exclusive',
    'parallel',
    'inclusive',
    'event-based',
  ].includes(node.kind);

import type { Graph } from '../graph.ts';
import { fromFile } from './layout-file.ts';
import { fromRanks } from './layout-ranks.ts';
import { type Layout, shown } from './shown.ts';

/** Where everything goes: as the author drew it, or, where the file says nothing, lanes as rows and steps as columns. */
export function layOut(graph: Graph): Layout {
  const drawn = graph.diagram;
  return drawn && shown(graph).every(n => drawn.boxes.has(n.id)) ? fromFile(graph, drawn) : fromRanks(graph);
}

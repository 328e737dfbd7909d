import type { ModdleElement } from 'bpmn-moddle';
import type { Box, Graph, Point } from '../graph.ts';
import { parseProcess } from '../parse.ts';
import { element, elements, idOf } from '../read/read-element.ts';
import { readXml } from '../read/read-xml.ts';
import { poolBox, roomFor } from './add-diagram.ts';
import { fromRanks } from './layout-ranks.ts';
import { placeWords } from './place-words.ts';
import { sketchOf } from './sketch.ts';

/** Where everything of a drawing would go, by the ids of elements and flows; `labels`: the names that stand beside them. */
export type Arrangement = {
  boxes: Readonly<Record<string, Box>>;
  lines: Readonly<Record<string, readonly Point[]>>;
  labels: Readonly<Record<string, Box>>;
};

/** How large the sub-processes are that a file shows open: what is inside them stays as it was drawn. */
function openSizes(root: ModdleElement): Map<string, Box> {
  const shapes = elements(root, 'diagrams').flatMap(d => elements(element(d, 'plane'), 'planeElement'));
  return new Map(
    shapes.flatMap(shape => {
      const [of, bounds] = [element(shape, 'bpmnElement'), element(shape, 'bounds')];
      if (of?.$type !== 'bpmn:SubProcess' || shape.get('isExpanded') !== true || !bounds) return [];
      const { x, y, width, height } = bounds as unknown as Box;
      return [[idOf(of), { x, y, width, height }] as const];
    }),
  );
}

/** The pool of a process: its id; null where none is drawn; undefined where others stand beside it, which nobody can place. */
function poolOf(root: ModdleElement, graph: Graph): string | null | undefined {
  const pools = elements(root, 'rootElements')
    .filter(e => e.$type === 'bpmn:Collaboration')
    .flatMap(e => elements(e, 'participants'));
  if (pools.length > 1) return undefined;
  const [pool] = pools;
  return pool && element(pool, 'processRef')?.id === graph.id ? idOf(pool) : null;
}

/**
 * The whole drawing of a process laid out anew, as a file without a drawing is: lanes (in their order) as rows, steps as columns.
 * Null where there is nothing to lay out, where several pools are drawn, or lanes inside lanes.
 */
export async function arrangeDiagram(xml: string): Promise<Arrangement | null> {
  const { graph: sound } = await parseProcess(xml);
  const { root } = await readXml(xml);
  const graph = sound ?? (root && sketchOf(root));
  const pool = root && graph ? poolOf(root, graph) : undefined;
  if (!root || !graph || pool === undefined) return null;
  const process = elements(root, 'rootElements').find(e => e.id === graph.id);
  const outer = process ? elements(process, 'laneSets').flatMap(set => elements(set, 'lanes')) : [];
  if (outer.length !== graph.lanes.length) return null;
  const top = (id: string) => graph.diagram?.boxes.get(id)?.y ?? Infinity;
  const lanes = graph.lanes.map(l => l.id).sort((a, b) => top(a) - top(b));
  const layout = fromRanks({ ...graph, diagram: null }, { sizes: openSizes(root), lanes });
  const words = placeWords(graph, layout);
  const size = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });
  const ofLanes = layout.bands.filter(b => lanes.includes(b.id));
  return {
    boxes: Object.fromEntries([
      ...(pool === null ? [] : [[pool, poolBox(layout)]]),
      ...ofLanes.map(b => [b.id, b.box]),
      ...[...layout.boxes].map(([id, box]) => [id, size(box)]),
    ]),
    lines: Object.fromEntries(layout.lines),
    labels: Object.fromEntries([...words.nodes, ...words.flows].map(([id, placed]) => [id, roomFor(placed)])),
  };
}

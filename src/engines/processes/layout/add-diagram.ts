import type { ModdleElement } from 'bpmn-moddle';
import type { Box, Graph, Point } from '../graph.ts';
import { parseProcess } from '../parse.ts';
import { elements, idOf } from '../read/read-element.ts';
import { moddle, readXml } from '../read/read-xml.ts';
import { layOut } from './layout.ts';
import { placeWords, type Words } from './place-words.ts';
import type { Layout } from './shown.ts';
import { sketchOf } from './sketch.ts';

const TITLE = 30;

const bounds = (box: Box) => {
  const { x, y, width, height } = box;
  return moddle.create('dc:Bounds', { x, y, width, height });
};

const shape = (of: ModdleElement, box: Box, more: Record<string, unknown> = {}) =>
  moddle.create('bpmndi:BPMNShape', {
    id: `${idOf(of)}-shape`,
    bpmnElement: of,
    bounds: bounds(box),
    ...more,
  });

/** Modellers break words that do not fit into their room, and write somewhat larger: without room beside them, in the middle of one. */
const ROOM = 8;
export const roomFor = ({ box }: Words): Box => ({ ...box, x: box.x - ROOM, width: box.width + 2 * ROOM });

function label(words: Words | undefined) {
  if (!words) return {};
  return { label: moddle.create('bpmndi:BPMNLabel', { bounds: bounds(roomFor(words)) }) };
}

const edge = (of: ModdleElement, line: readonly Point[], words: Words | undefined) =>
  moddle.create('bpmndi:BPMNEdge', {
    id: `${idOf(of)}-edge`,
    bpmnElement: of,
    waypoint: line.map(({ x, y }) => moddle.create('dc:Point', { x, y })),
    ...label(words),
  });

/** A pool around the process, without which modellers do not draw lanes; the one that is there, if any. */
function poolOf(root: ModdleElement, process: ModdleElement): { plane: ModdleElement; pool: ModdleElement } {
  const roots = elements(root, 'rootElements');
  for (const plane of roots.filter(e => e.$type === 'bpmn:Collaboration')) {
    const pool = elements(plane, 'participants').find(p => p.get('processRef') === process);
    if (pool) return { plane, pool };
  }
  const pool = moddle.create('bpmn:Participant', {
    id: `${idOf(process)}-pool`,
    name: process.name ?? '',
    processRef: process,
  });
  const plane = moddle.create('bpmn:Collaboration', { id: `${idOf(process)}-pools`, participants: [pool] });
  plane.$parent = root;
  roots.unshift(plane);
  return { plane, pool };
}

/** The pool around all lanes, with room for its name upright before them. */
export function poolBox({ bands, width }: Layout): Box {
  const top = Math.min(...bands.map(b => b.box.y));
  const bottom = Math.max(...bands.map(b => b.box.y + b.box.height));
  return { x: -TITLE, y: top, width: width + TITLE, height: bottom - top };
}

function drawn(graph: Graph, root: ModdleElement, process: ModdleElement): ModdleElement {
  const layout = layOut(graph);
  const { boxes, lines, bands } = layout;
  const words = placeWords(graph, layout);
  const lanes = elements(process, 'laneSets').flatMap(set => elements(set, 'lanes'));
  const { plane, pool } = lanes.length ? poolOf(root, process) : { plane: process, pool: null };
  const planeElement: ModdleElement[] = [];
  if (pool) {
    planeElement.push(shape(pool, poolBox(layout), { isHorizontal: true }));
  }
  for (const lane of lanes) {
    const band = bands.find(b => b.id === idOf(lane));
    if (band) planeElement.push(shape(lane, band.box, { isHorizontal: true }));
  }
  // An id that a faulty file has twice is drawn once.
  const seen = new Set<string>();
  for (const e of elements(process, 'flowElements')) {
    if (seen.has(idOf(e))) continue;
    seen.add(idOf(e));
    const [box, line] = [boxes.get(idOf(e)), lines.get(idOf(e))];
    if (box) planeElement.push(shape(e, box, label(words.nodes.get(idOf(e)))));
    if (line) planeElement.push(edge(e, line, words.flows.get(idOf(e))));
  }
  return moddle.create('bpmndi:BPMNDiagram', {
    id: `${idOf(process)}-diagram`,
    plane: moddle.create('bpmndi:BPMNPlane', {
      id: `${idOf(process)}-plane`,
      bpmnElement: plane,
      planeElement,
    }),
  });
}

/**
 * The BPMN file with a drawing (BPMN DI, clause 12): lanes as rows, steps as columns. One that is drawn already, or in which there is
 * no step to draw, comes back as it is; one in which something is wrong is drawn as far as it can be read, so that it can be mended
 * on the drawing. Steps inside sub-processes stay undrawn: those are shown closed.
 */
export async function addDiagram(xml: string): Promise<string> {
  const { graph: sound } = await parseProcess(xml);
  const { root } = await readXml(xml);
  const graph = sound ?? (root && sketchOf(root));
  if (!graph || !root || graph.diagram) return xml;
  const process = elements(root, 'rootElements').find(
    e => e.$type === 'bpmn:Process' && idOf(e) === graph.id,
  );
  if (!process) return xml;
  const diagram = drawn(graph, root, process);
  diagram.$parent = root;
  root.diagrams = [diagram];
  return (await moddle.toXML(root, { format: true })).xml;
}

import type { ModdleElement } from 'bpmn-moddle';
import type { Box, Diagram, Node, Point } from '../graph.ts';
import { element, elements, idOf } from './read-element.ts';

/** The coordinates in the file (BPMN DI). Null when it has none. */
export function readDiagram(root: ModdleElement, nodes: ReadonlyMap<string, Node>): Diagram | null {
  const boxes = new Map<string, Box>();
  const lines = new Map<string, readonly Point[]>();
  for (const diagram of elements(root, 'diagrams')) {
    for (const shape of elements(element(diagram, 'plane'), 'planeElement')) {
      const of = element(shape, 'bpmnElement');
      if (!of) continue;
      const bounds = element(shape, 'bounds');
      if (bounds) boxes.set(idOf(of), boxOf(bounds));
      const points = elements(shape, 'waypoint').map(p => ({ x: number(p, 'x'), y: number(p, 'y') }));
      if (points.length > 1) lines.set(idOf(of), points);
    }
  }
  return [...nodes.keys()].some(id => boxes.has(id)) ? { boxes, lines } : null;
}

const number = (e: ModdleElement, property: string): number => {
  const value = Number(e.get(property));
  return Number.isFinite(value) ? value : 0;
};

const boxOf = (bounds: ModdleElement): Box => ({
  x: number(bounds, 'x'),
  y: number(bounds, 'y'),
  width: number(bounds, 'width'),
  height: number(bounds, 'height'),
});

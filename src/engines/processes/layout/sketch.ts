import type { ModdleElement } from 'bpmn-moddle';
import type { Flow, Graph, Lane, Node, NodeKind } from '../graph.ts';
import { readDiagram } from '../read/read-diagram.ts';
import { element, elements, idOf, text, typeOf } from '../read/read-element.ts';
import { readLanes } from '../read/read-lanes.ts';
import { readXml } from '../read/read-xml.ts';

type Loose = Node & { incoming: string[]; outgoing: string[] };

// How large an element is drawn, and on whose edge; whether it is supported does not matter here.
function kindOf(type: string): NodeKind | null {
  if (type === 'StartEvent') return 'start';
  if (type === 'EndEvent') return 'end';
  if (type === 'BoundaryEvent') return 'boundary';
  if (type.endsWith('ThrowEvent')) return 'throw';
  if (type.endsWith('Event')) return 'catch';
  if (type === 'ParallelGateway') return 'parallel';
  if (type.endsWith('Gateway')) return 'exclusive';
  if (type === 'CallActivity') return 'call';
  if (/(SubProcess|Transaction)$/.test(type)) return 'sub-process';
  return type.endsWith('Task') ? 'user' : null;
}

const looseNode = (e: ModdleElement, kind: NodeKind, scope: string, lane: Lane | null): Loose => ({
  id: idOf(e),
  name: text(e, 'name') ?? '',
  kind,
  trigger: 'none',
  scope,
  incoming: [],
  outgoing: [],
  defaultFlow: null,
  lane,
  attachedTo: kind === 'boundary' ? (element(e, 'attachedToRef')?.id ?? null) : null,
  interrupting: kind === 'boundary' && e.get('cancelActivity') !== false,
  timer: null,
  message: null,
  recipient: null,
  area: null,
  says: null,
  reply: null,
  limit: null,
  stopsClock: false,
  error: null,
  body: null,
  outcomes: [],
  outcomeWords: {},
  facts: [],
  openWhen: {},
  share: null,
  escalate: null,
  act: null,
  produces: null,
  form: null,
  service: null,
  params: null,
  result: null,
});

function looseNodes(process: ModdleElement): Map<string, Loose> {
  const { byNode } = readLanes(process, []);
  const nodes = new Map<string, Loose>();
  for (const e of elements(process, 'flowElements')) {
    const kind = kindOf(typeOf(e));
    if (kind && e.id && !nodes.has(e.id))
      nodes.set(e.id, looseNode(e, kind, idOf(process), byNode.get(e.id) ?? null));
  }
  // An event on the edge of nothing stands by itself.
  for (const node of nodes.values())
    if (node.attachedTo && nodes.get(node.attachedTo)?.kind === 'boundary') node.attachedTo = null;
  return nodes;
}

function looseFlows(process: ModdleElement, nodes: ReadonlyMap<string, Loose>): Map<string, Flow> {
  const flows = new Map<string, Flow>();
  for (const e of elements(process, 'flowElements')) {
    if (e.$type !== 'bpmn:SequenceFlow' || !e.id || flows.has(e.id) || nodes.has(e.id)) continue;
    const [from, to] = [
      nodes.get(element(e, 'sourceRef')?.id ?? ''),
      nodes.get(element(e, 'targetRef')?.id ?? ''),
    ];
    if (!from || !to) continue;
    flows.set(e.id, { id: e.id, name: text(e, 'name') ?? '', from: from.id, to: to.id, condition: null });
    from.outgoing.push(e.id);
    to.incoming.push(e.id);
  }
  return flows;
}

/**
 * What can be drawn of the file of a process, whatever is wrong with it: steps, also of kinds that are not supported, their lanes, and
 * ways between two of them. Never to be run. Null where there is no step to draw.
 */
export function sketchOf(root: ModdleElement): Graph | null {
  const drawable = elements(root, 'rootElements').filter(
    e => e.$type === 'bpmn:Process' && e.id && looseNodes(e).size > 0,
  );
  const process = drawable.find(p => p.get('isExecutable') === true) ?? drawable[0];
  if (!process) return null;
  const nodes = looseNodes(process);
  const boundaries = new Map<string, Node[]>();
  for (const node of nodes.values())
    if (node.attachedTo) boundaries.set(node.attachedTo, [...(boundaries.get(node.attachedTo) ?? []), node]);
  return {
    id: idOf(process),
    name: text(process, 'name') ?? '',
    nodes,
    flows: looseFlows(process, nodes),
    lanes: readLanes(process, []).lanes,
    boundaries,
    starts: new Map([[idOf(process), [...nodes.values()].filter(n => n.kind === 'start')]]),
    handling: { escalate: null, consult: null, consultStopsClock: false },
    diagram: readDiagram(root, nodes),
  };
}

/** The same of the text of a file; null where it is no BPMN. */
export async function sketchProcess(xml: string): Promise<Graph | null> {
  const { root } = await readXml(xml);
  return root && sketchOf(root);
}

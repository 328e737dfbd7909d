import type { ModdleElement } from 'bpmn-moddle';
import type { Flow, Lane, Node } from '../graph.ts';
import { calledIn, type Problem, problem } from '../problems.ts';
import { element, elements, feelText, idOf, refer, text, typeOf } from './read-element.ts';
import { readLanes } from './read-lanes.ts';
import { readNode } from './read-node.ts';

/** The elements of a file while they are gathered. */
export type Draft = {
  nodes: Map<string, Node & { incoming: string[]; outgoing: string[] }>;
  flows: Map<string, Flow>;
  lanes: Lane[];
  problems: Problem[];
  /** What may be meant so (`ParsedProcess`). */
  doubts: Problem[];
  /** Elements that were refused, with their scope and type. */
  refused: Map<string, { scope: string; type: string }>;
  /** Elements from or to which a flow leads that could not be read: what is missing there is no fault of theirs. */
  loose: Set<string>;
};

// Drawn beside the flow and without meaning for it.
const BESIDE = /^(DataObject|DataObjectReference|DataStoreReference)$/;

/** Reads one process with its sub-processes into the draft. Flows are tied to their nodes afterwards: `tieFlows`. */
export function readProcess(process: ModdleElement, draft: Draft): void {
  const { lanes, byNode } = readLanes(process, draft.problems);
  draft.lanes.push(...lanes);
  readScope(process, null, byNode, draft);
}

function readScope(scope: ModdleElement, outer: Lane | null, byNode: Map<string, Lane>, draft: Draft): void {
  for (const e of elements(scope, 'flowElements')) {
    if (BESIDE.test(typeOf(e))) continue;
    if (!e.id) {
      draft.problems.push(problem('no-id', null, typeOf(e)));
    } else if (draft.nodes.has(e.id) || draft.flows.has(e.id)) {
      draft.problems.push(problem('duplicate-id', refer(e), e.id));
    } else if (e.$type === 'bpmn:SequenceFlow') {
      readFlow(e, draft);
    } else {
      const lane = byNode.get(e.id) ?? outer;
      const node = readNode(e, idOf(scope), lane, draft.problems);
      if (node) draft.nodes.set(e.id, { ...node, incoming: [], outgoing: [] });
      else draft.refused.set(e.id, { scope: idOf(scope), type: typeOf(e) });
      if (node && lane) doubtRole(e, lane, draft.doubts);
      if (node?.kind === 'sub-process') readScope(e, node.lane, byNode, draft);
    }
  }
}

/** The lane says who does a step. What the step says beside that is passed over, and perhaps not known to be. */
function doubtRole(e: ModdleElement, lane: Lane, doubts: Problem[]): void {
  const own = text(e, 'fs:role');
  if (own && own !== lane.role)
    doubts.push({ ...problem('role-beside-lane', refer(e), own), hint: lane.name || lane.id });
}

function readFlow(e: ModdleElement, draft: Draft): void {
  const from = element(e, 'sourceRef');
  const to = element(e, 'targetRef');
  const expression = element(e, 'conditionExpression');
  const language = expression ? text(expression, 'language') : null;
  if (language && !/feel/i.test(language)) draft.problems.push(problem('feel-language', refer(e), language));
  if (!from || !to) {
    // A reference to nothing has been reported by the reader; an absent attribute has not.
    if (!draft.problems.some(p => p.element === e.id))
      draft.problems.push(problem('unknown-reference', refer(e), from ? 'targetRef' : 'sourceRef'));
    for (const end of [from, to]) if (end) draft.loose.add(idOf(end));
    return;
  }
  draft.flows.set(idOf(e), {
    id: idOf(e),
    name: text(e, 'name') ?? '',
    from: idOf(from),
    to: idOf(to),
    condition: expression ? feelText(text(expression, 'body')) : null,
  });
}

/** Writes each flow into its two nodes, in the order of the file, and reports flows that cannot be. */
export function tieFlows(draft: Draft): void {
  for (const flow of draft.flows.values()) {
    const from = draft.nodes.get(flow.from);
    const to = draft.nodes.get(flow.to);
    if (!from || !to) {
      for (const end of [flow.from, flow.to]) draft.loose.add(end);
      continue;
    }
    if (from.scope !== to.scope)
      draft.problems.push(problem('crosses-scope', flow, `${calledIn(from)} → ${calledIn(to)}`));
    from.outgoing.push(flow.id);
    to.incoming.push(flow.id);
  }
  for (const node of draft.nodes.values()) {
    if (node.defaultFlow && !node.outgoing.includes(node.defaultFlow)) {
      draft.problems.push(problem('default-not-outgoing', node, node.defaultFlow));
    }
  }
}

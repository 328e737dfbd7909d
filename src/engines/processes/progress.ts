import { holds } from './conditions.ts';
import { flowOf, type Graph, isHumanTask, type Node, nodeOf } from './graph.ts';
import type { ProcessData, ProcessState } from './state.ts';

export type ProgressStep = { id: string; name: string; state: 'done' | 'here' | 'ahead' };

/** The process as a citizen sees it: one line of steps. */
export type Progress = {
  steps: ProgressStep[];
  /** 1-based; equals `total` when the last step is open or the process has ended. */
  step: number;
  total: number;
  ended: boolean;
};

// What a citizen takes for a step: somebody does something, or something is awaited from them.
const isStep = (node: Node) => isHumanTask(node) || ['receive', 'sub-process', 'call'].includes(node.kind);

type Path = readonly Node[];

/** Whether a flow out of a node may still be taken. */
type OpenFlow = (node: Node, flow: string) => boolean;

// A gateway whose conditions read the answers only is decided from the start; what an official decides stays open.
function openFlows(graph: Graph, data: ProcessData): OpenFlow {
  return (node, flow) => {
    if (node.kind !== 'exclusive') return true;
    const conditions = node.outgoing.map(id => flowOf(graph, id).condition);
    if (conditions.some(c => c !== null && /\btasks\b/.test(c))) return true;
    const taken = node.outgoing.find(id => {
      const { condition } = flowOf(graph, id);
      return condition !== null && id !== node.defaultFlow && holds(condition, data, {});
    });
    return flow === (taken ?? node.defaultFlow ?? flow);
  };
}

/**
 * The main path and where the dossier stands on it ("step 3 of 4"). The main path is the one with the most steps from
 * start to end, without going back: refusals and short cuts leave it, supplements return to it. A token elsewhere
 * counts as the step of the path it has come as far as; of several tokens the one furthest behind counts. What the
 * applicant's own answers rule out (`data`) is no step of hers: whoever wants no paper has none handed over.
 */
export function progress(graph: Graph, state: ProcessState, data: ProcessData): Progress {
  const open = openFlows(graph, data);
  const path = mainPath(graph, open);
  const ranks = stepRanks(graph, open);
  const total = path.length;
  const ranked = state.tokens.filter(t => t.in === undefined).map(t => rankOf(graph, ranks, path, t.at));
  const step = state.end || !ranked.length ? total : Math.min(...ranked, total);
  const steps = path.map((node, i) => ({
    id: node.id,
    name: node.name,
    state:
      state.end || i + 1 < step ? ('done' as const) : i + 1 === step ? ('here' as const) : ('ahead' as const),
  }));
  return { steps, step, total, ended: state.end !== undefined };
}

function rankOf(graph: Graph, ranks: ReadonlyMap<string, number>, path: Path, at: string): number {
  const onPath = path.findIndex(n => n.id === at);
  if (onPath >= 0) return onPath + 1;
  const rank = ranks.get(at) ?? 0;
  return Math.max(1, isStep(nodeOf(graph, at)) ? rank : rank + 1);
}

// Along flows, and off activities by their boundary events; a flow that leads back on the path walked is left out.
function walk(graph: Graph, open: OpenFlow, visit: (node: Node, path: Path) => void): void {
  const best = new Map<string, number>();
  const go = (node: Node, path: Path, seen: ReadonlySet<string>) => {
    const steps = isStep(node) ? [...path, node] : path;
    // Come here before by a path with as many steps: nothing new lies behind.
    if ((best.get(node.id) ?? -1) >= steps.length) return;
    best.set(node.id, steps.length);
    visit(node, steps);
    const after = new Set(seen).add(node.id);
    const next = [
      ...node.outgoing.filter(id => open(node, id)).map(id => flowOf(graph, id).to),
      ...(graph.boundaries.get(node.id) ?? []).map(b => b.id),
    ];
    for (const id of next) if (!after.has(id)) go(nodeOf(graph, id), steps, after);
  };
  for (const start of graph.starts.get(graph.id) ?? []) go(start, [], new Set());
}

/** The steps of the main path, in order. */
function mainPath(graph: Graph, open: OpenFlow): Path {
  let longest: Path = [];
  walk(graph, open, (node, path) => {
    if (node.kind === 'end' && path.length > longest.length) longest = path;
  });
  return longest;
}

/** For each top-level element the number of steps up to and with it, on the way with the most. */
function stepRanks(graph: Graph, open: OpenFlow): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  walk(graph, open, (node, path) => ranks.set(node.id, Math.max(ranks.get(node.id) ?? 0, path.length)));
  return ranks;
}

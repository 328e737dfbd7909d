import { type Branch, branchesBeside, type OpenFlow, type Way } from './beside.ts';
import { holds } from './conditions.ts';
import { flowOf, type Graph, isHumanTask, type Node, nodeOf } from './graph.ts';
import type { ProcessData, ProcessState } from './state.ts';

export type ProgressStep = { id: string; name: string; state: 'done' | 'here' | 'ahead' };

/** Steps that run at the same time as those of the line from `from` up to but not with `to`, a list each branch. */
export type ProgressBranches = { from: number; to: number; branches: ProgressStep[][] };

/** The process as a citizen sees it: one line of steps, and what runs beside it. */
export type Progress = {
  steps: ProgressStep[];
  beside: ProgressBranches[];
  /** 1-based; equals `total` when the last step is open or the process has ended. */
  step: number;
  total: number;
  ended: boolean;
};

// What a citizen takes for a step: somebody does something, or something is awaited from them.
const isStep = (node: Node) => isHumanTask(node) || ['receive', 'sub-process', 'call'].includes(node.kind);

type Path = readonly Node[];

// A gateway whose conditions read the answers only is decided from the start; what an official decides stays open.
function openFlows(graph: Graph, data: ProcessData): OpenFlow {
  return (node, flow) => {
    if (node.kind === 'inclusive') return mayBeTaken(graph, node, flow, data);
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

const startsOf = (graph: Graph): string[] => (graph.starts.get(graph.id) ?? []).map(node => node.id);

/** Of several ways that may be taken at once: those that the answers open, and what an official decides. */
function mayBeTaken(graph: Graph, node: Node, flow: string, data: ProcessData): boolean {
  const decided = (id: string) => {
    const { condition } = flowOf(graph, id);
    return condition === null || /\btasks\b/.test(condition) ? null : holds(condition, data, {});
  };
  if (flow !== node.defaultFlow) return decided(flow) ?? true;
  return !node.outgoing.some(id => id !== flow && decided(id) === true);
}

/**
 * The main path and where the dossier stands on it ("step 3 of 4"). The main path is the one with the most steps from
 * start to end, without going back: refusals and short cuts leave it, supplements return to it. A token elsewhere
 * counts as the step of the path it has come as far as; of several tokens the one furthest behind counts. What the
 * applicant's own answers rule out (`data`) is no step of hers: whoever wants no paper has none handed over. Branches that run at
 * the same time as a stretch of the main path are told beside it, each by where its own tokens are.
 */
export function progress(graph: Graph, state: ProcessState, data: ProcessData): Progress {
  const open = openFlows(graph, data);
  const way = longestFrom(graph, open, startsOf(graph));
  const path = way.filter(isStep);
  const ranks = stepRanks(graph, open, startsOf(graph));
  const total = path.length;
  const ranked = state.tokens.filter(t => t.in === undefined).map(t => rankOf(graph, ranks, path, t.at));
  const step = state.end || !ranked.length ? total : Math.min(...ranked, total);
  const steps = path.map((node, i) => ({
    id: node.id,
    name: node.name,
    state:
      state.end || i + 1 < step ? ('done' as const) : i + 1 === step ? ('here' as const) : ('ahead' as const),
  }));
  const at = state.tokens.filter(t => t.in === undefined).map(t => t.at);
  const beside = branchesBeside(graph, open, way, (from, stops) =>
    longestFrom(graph, open, [from], stops),
  ).flatMap((block): ProgressBranches[] => {
    const from = way.slice(0, block.from).filter(isStep).length;
    const to = way.slice(0, block.to).filter(isStep).length;
    const others = block.others.filter(b => b.way.some(isStep));
    if (from === to || !others.length) return [];
    // Branches that wait for others at their join, or have come to their end, are done while those go on.
    const all = [block.main, ...block.others];
    const join = way[block.to]?.id ?? '';
    const going = at.some(id => id === join || all.some(b => b.reach.has(id)));
    const over = state.end !== undefined || (!going && step > to);
    const rest = going || over ? 'done' : 'ahead';
    const told = (branch: Branch) =>
      branchSteps(graph, open, branch, at, at.some(id => branch.before?.has(id)) ? 'ahead' : rest);
    steps.splice(from, to - from, ...told(block.main));
    return [{ from, to, branches: others.map(told) }];
  });
  return { steps, beside, step, total, ended: state.end !== undefined };
}

/** The steps of one of several branches, by where its own tokens are; `rest`: what its steps are while it has none. */
function branchSteps(
  graph: Graph,
  open: OpenFlow,
  { way, reach }: Branch,
  at: readonly string[],
  rest: 'done' | 'ahead',
): ProgressStep[] {
  const path = way.filter(isStep);
  const [first] = way;
  const own = at.filter(id => reach.has(id));
  const ranks = stepRanks(graph, open, first ? [first.id] : []);
  const step = own.length ? Math.min(...own.map(id => rankOf(graph, ranks, path, id)), path.length) : null;
  const stateAt = (place: number): ProgressStep['state'] => {
    if (step === null) return rest;
    return place < step ? 'done' : place === step ? 'here' : 'ahead';
  };
  return path.map((node, i) => ({ id: node.id, name: node.name, state: stateAt(i + 1) }));
}

function rankOf(graph: Graph, ranks: ReadonlyMap<string, number>, path: Path, at: string): number {
  const onPath = path.findIndex(n => n.id === at);
  if (onPath >= 0) return onPath + 1;
  const rank = ranks.get(at) ?? 0;
  return Math.max(1, isStep(nodeOf(graph, at)) ? rank : rank + 1);
}

type Walked = { nodes: Way; steps: number };

// Along flows, and off activities by their boundary events; a flow that leads back on the path walked is left out.
function walk(
  graph: Graph,
  open: OpenFlow,
  from: readonly string[],
  visit: (node: Node, walked: Walked, last: boolean) => void,
  stops: ReadonlySet<string> = new Set(),
): void {
  const best = new Map<string, number>();
  const go = (node: Node, before: Walked, seen: ReadonlySet<string>) => {
    const walked = { nodes: [...before.nodes, node], steps: before.steps + (isStep(node) ? 1 : 0) };
    // Come here before by a path with as many steps: nothing new lies behind.
    if ((best.get(node.id) ?? -1) >= walked.steps) return;
    best.set(node.id, walked.steps);
    const after = new Set(seen).add(node.id);
    const next = [
      ...node.outgoing.filter(id => open(node, id)).map(id => flowOf(graph, id).to),
      ...(graph.boundaries.get(node.id) ?? []).map(b => b.id),
    ];
    visit(node, walked, node.kind === 'end' || next.some(id => stops.has(id)));
    for (const id of next) if (!after.has(id) && !stops.has(id)) go(nodeOf(graph, id), walked, after);
  };
  for (const start of from) go(nodeOf(graph, start), { nodes: [], steps: 0 }, new Set());
}

/** The way with the most steps from an element to an end, or to the last one before `stops`. */
function longestFrom(
  graph: Graph,
  open: OpenFlow,
  from: readonly string[],
  stops?: ReadonlySet<string>,
): Way {
  let longest: Walked = { nodes: [], steps: -1 };
  walk(
    graph,
    open,
    from,
    (_, walked, last) => {
      if (last && walked.steps > longest.steps) longest = walked;
    },
    stops,
  );
  return longest.nodes;
}

/** For each element the number of steps up to and with it, on the way with the most. */
function stepRanks(graph: Graph, open: OpenFlow, from: readonly string[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  walk(graph, open, from, (node, { steps }) => ranks.set(node.id, Math.max(ranks.get(node.id) ?? 0, steps)));
  return ranks;
}

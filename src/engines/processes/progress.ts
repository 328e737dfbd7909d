import { type Branch, branchesBeside, type OpenFlow, type Way } from './beside.ts';
import { nextNodes, reachable } from './check-reach.ts';
import { flowOf, type Graph, isHumanTask, type Node, nodeOf } from './graph.ts';
import { asDecided, openFlows } from './open-flows.ts';
import type { ProcessData, ProcessState, Token } from './state.ts';

/** `inside`: of a sub-process or a called process that has several steps, those. */
export type ProgressStep = {
  id: string;
  name: string;
  state: 'done' | 'here' | 'ahead';
  inside?: ProgressLine;
};

/** Steps that run at the same time as those of the line from `from` up to but not with `to`, a list each branch. */
export type ProgressBranches = { from: number; to: number; branches: ProgressStep[][] };

/** Steps one after the other, and what runs beside them. */
export type ProgressLine = { steps: ProgressStep[]; beside: ProgressBranches[] };

/** The process as a citizen sees it. */
export type Progress = ProgressLine & {
  /** 1-based; equals `total` when the last step is open or the process has ended. */
  step: number;
  total: number;
  ended: boolean;
};

// What a citizen takes for a step: somebody does something, or an answer is awaited under a name.
const isStep = (node: Node) =>
  isHumanTask(node) ||
  ['receive', 'sub-process', 'call'].includes(node.kind) ||
  (node.kind === 'event-based' && node.name !== '');

type Path = readonly Node[];

const startsOf = (graph: Graph, scope: string): string[] =>
  (graph.starts.get(scope) ?? []).map(node => node.id);

/**
 * The main path and where the dossier stands on it ("step 3 of 4"). The main path is the one with the most steps from
 * start to end, without going back: refusals and short cuts leave it, supplements return to it. A token elsewhere
 * counts as the step of the path it has come as far as, or, where every way from it leads back, as the step that it leads back to; of several tokens the one furthest behind counts. What the
 * applicant's own answers rule out (`data`), and what was not chosen where a choice was made, is no step of hers: whoever wants no paper has none handed over. Branches that run at
 * the same time as a stretch of the main path are told beside it, each by where its own tokens are. A sub-process or a called process is
 * one step, with its own line of steps inside it.
 */
export function progress(graph: Graph, state: ProcessState, data: ProcessData): Progress {
  const ended = state.end !== undefined;
  const scene: Scene = { graph, open: openFlows(graph, data), state };
  const top = state.tokens.filter(t => t.in === undefined);
  const { step, ...line } = lineOf(scene, graph.id, top, ended ? 'done' : 'here', [graph.id]);
  return { ...line, step, total: line.steps.length, ended };
}

type Scene = { graph: Graph; open: OpenFlow; state: ProcessState };
type StepState = ProgressStep['state'];
/** The steps of nodes with these states; where tokens stand in them, with what is inside. */
type Told = (node: Node, state: StepState) => ProgressStep;

/**
 * The line of one scope (the process, a sub-process, a called process) by the tokens that move in it. `rest`: what its steps are
 * when it is over or has not begun.
 */
function lineOf(
  scene: Scene,
  scope: string,
  tokens: readonly Token[],
  rest: StepState,
  scopes: readonly string[],
): ProgressLine & { step: number } {
  const { graph } = scene;
  const starts = startsOf(graph, scope);
  const { open, way } = mainWay(scene, scope, starts, tokens);
  const path = way.filter(isStep);
  const ranks = stepRanks(graph, open, starts);
  const total = path.length;
  const ranked = tokens.map(t => Math.min(rankOf(graph, ranks, path, t.at), stepAfter(graph, path, t.at)));
  const step = rest !== 'here' || !ranked.length ? total : Math.min(...ranked, total);
  const tell = stepTeller(scene, scopes);
  const steps = path.map((node, i) =>
    tell(node, rest !== 'here' ? rest : i + 1 < step ? 'done' : i + 1 === step ? 'here' : 'ahead'),
  );
  const at = tokens.map(t => t.at);
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
    const over = rest === 'done' || (!going && rest === 'here' && step > to);
    const idle = going || over ? 'done' : 'ahead';
    const told = (branch: Branch) =>
      branchSteps(
        { ...scene, open },
        branch,
        at,
        at.some(id => branch.before?.has(id)) ? 'ahead' : idle,
        tell,
      );
    steps.splice(from, to - from, ...told(block.main));
    return [{ from, to, branches: others.map(told) }];
  });
  return { steps, beside, step };
}

/** The way with the most steps of those that are still open after what was decided; where all of them lead back, of all. */
function mainWay(scene: Scene, scope: string, starts: readonly string[], tokens: readonly Token[]) {
  const open = asDecided(scene.graph, scene.open, scene.state, scope, tokens);
  const way = longestFrom(scene.graph, open, starts);
  return way.length ? { open, way } : { open: scene.open, way: longestFrom(scene.graph, scene.open, starts) };
}

/** What is told of a step: of one with a body of several steps, those by the tokens inside. */
function stepTeller(scene: Scene, scopes: readonly string[]): Told {
  return (node, state) => {
    const told = { id: node.id, name: node.name, state };
    // A process that calls itself is told once.
    if (node.body === null || scopes.includes(node.body)) return told;
    const around = new Set(scene.state.tokens.filter(t => t.at === node.id).map(t => t.id));
    const within = scene.state.tokens.filter(t => t.in !== undefined && around.has(t.in));
    const rest = within.length ? 'here' : state === 'done' ? 'done' : 'ahead';
    const { steps, beside } = lineOf(scene, node.body, within, rest, [...scopes, node.body]);
    return steps.length > 1 || beside.length ? { ...told, inside: { steps, beside } } : told;
  };
}

/** The steps of one of several branches, by where its own tokens are; `rest`: what its steps are while it has none. */
function branchSteps(
  { graph, open }: Scene,
  { way, reach }: Branch,
  at: readonly string[],
  rest: 'done' | 'ahead',
  tell: Told,
): ProgressStep[] {
  const path = way.filter(isStep);
  const [first] = way;
  const own = at.filter(id => reach.has(id));
  const ranks = stepRanks(graph, open, first ? [first.id] : []);
  const step = own.length ? Math.min(...own.map(id => rankOf(graph, ranks, path, id)), path.length) : null;
  const stateAt = (place: number): StepState => {
    if (step === null) return rest;
    return place < step ? 'done' : place === step ? 'here' : 'ahead';
  };
  return path.map((node, i) => tell(node, stateAt(i + 1)));
}

function rankOf(graph: Graph, ranks: ReadonlyMap<string, number>, path: Path, at: string): number {
  const onPath = path.findIndex(n => n.id === at);
  if (onPath >= 0) return onPath + 1;
  const rank = ranks.get(at) ?? 0;
  return Math.max(1, isStep(nodeOf(graph, at)) ? rank : rank + 1);
}

/** The earliest step of the path, counted from 1, that a token elsewhere comes to next; without one, none is too far. */
function stepAfter(graph: Graph, path: Path, at: string): number {
  const place = (id: string) => path.findIndex(n => n.id === id);
  if (place(at) >= 0) return Infinity;
  const next = reachable([at], id => (place(id) >= 0 ? [] : nextNodes(graph, id)));
  return Math.min(...[...next].map(place).filter(i => i >= 0)) + 1;
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

import { type Graph, type Node, nodeOf } from '../graph.ts';
import type { ProcessData, ProcessState, Token } from '../run/state.ts';
import { type Branch, branchesBeside, type OpenFlow } from './beside.ts';
import { isStep, longestFrom, rankOf, stepAfter, stepRanks } from './longest-way.ts';
import { asDecided, openFlows } from './open-flows.ts';
import { pastOf } from './past.ts';
import { asideOf, besideActivity } from './side.ts';

/**
 * `cut`: begun, and taken away before it was done. `inside`: of a sub-process or a called process that has several steps, those.
 * `aside`: steps that an event of this one has made beside it.
 */
export type ProgressStep = {
  id: string;
  name: string;
  state: 'done' | 'cut' | 'here' | 'ahead';
  inside?: ProgressLine;
  aside?: ProgressStep[];
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

const startsOf = (graph: Graph, scope: string): string[] =>
  (graph.starts.get(scope) ?? []).map(node => node.id);

/**
 * The main path and where the dossier stands on it ("step 3 of 4"). The main path is the one with the most steps from
 * start to end, without going back: refusals and short cuts leave it, supplements return to it. A token elsewhere
 * counts as the step of the path it has come as far as, or, where every way from it leads back, as the step that it leads back to; of several tokens the one furthest behind counts. What the
 * applicant's own answers rule out (`data`), and what was not chosen where a choice was made, is no step of hers: whoever wants no paper has none handed over. Branches that run at
 * the same time as a stretch of the main path are told beside it, each by where its own tokens are; what an event beside a step has made
 * is told with that step and holds up nothing. A sub-process or a called process is
 * one step, with its own line of steps inside it. While all that is left waits where branches meet, it is at none: the one before is the last that counts. Only what was completed is done: what was passed over is left out, what was taken away is
 * told as that.
 */
export function progress(graph: Graph, state: ProcessState, data: ProcessData): Progress {
  const ended = state.end !== undefined;
  const scene: Scene = { graph, open: openFlows(graph, data), state, past: pastOf(graph, state) };
  const top = state.tokens.filter(t => t.in === undefined);
  const { step, ...line } = lineOf(scene, graph.id, top, ended ? 'done' : 'here', [graph.id]);
  return { ...line, step, total: line.steps.length, ended };
}

type Scene = {
  graph: Graph;
  open: OpenFlow;
  state: ProcessState;
  past: ReturnType<typeof pastOf>;
};
/** Where a token stands only while it waits for those of other branches. */
const JOINS: ReadonlySet<string> = new Set(['parallel', 'inclusive']);

/** Where a step lies from where the dossier is: behind, here, ahead. */
type StepState = 'done' | 'here' | 'ahead';
/** The step of a node that lies there; where tokens stand in it, with what is inside. Null: it was passed over. */
type Told = (node: Node, state: StepState) => ProgressStep | null;

/**
 * The line of one scope (the process, a sub-process, a called process) by the tokens that move in it. `outside`: what its steps are
 * when it is over or has not begun.
 */
function lineOf(
  scene: Scene,
  scope: string,
  inScope: readonly Token[],
  outside: StepState,
  scopes: readonly string[],
): ProgressLine & { step: number } {
  const { graph } = scene;
  const tokens = inScope.filter(t => !asideOf(graph).has(t.at));
  // Only what runs beside the rest goes on.
  const rest = outside === 'here' && inScope.length && !tokens.length ? 'done' : outside;
  const starts = startsOf(graph, scope);
  const { open, way } = mainWay(scene, scope, starts, tokens);
  const path = way.filter(n => isStep(graph, n));
  const ranks = stepRanks(graph, open, starts);
  const total = path.length;
  const ranked = tokens.map(t => Math.min(rankOf(graph, ranks, path, t.at), stepAfter(graph, path, t.at)));
  const step = rest !== 'here' || !ranked.length ? total : Math.min(...ranked, total);
  const tell = stepTeller(scene, inScope, scopes);
  // At a join the next step has not been come to: it begins when the others are there.
  const meets = tokens.some((token, i) => ranked[i] === step && JOINS.has(nodeOf(graph, token.at).kind));
  const waits = meets && !tokens.some(token => token.at === path[step - 1]?.id);
  const steps = path.map((node, i) =>
    tell(node, rest !== 'here' ? rest : i + 1 < step ? 'done' : i + 1 === step && !waits ? 'here' : 'ahead'),
  );
  const at = tokens.map(t => t.at);
  const beside = branchesBeside(graph, open, way, (from, stops) =>
    longestFrom(graph, open, [from], stops),
  ).flatMap((block): Array<{ from: number; to: number; branches: Maybe[][] }> => {
    const from = way.slice(0, block.from).filter(n => isStep(graph, n)).length;
    const to = way.slice(0, block.to).filter(n => isStep(graph, n)).length;
    const others = block.others.filter(b => b.way.some(n => isStep(graph, n)));
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
  return withoutPassedOver(steps, beside, waits ? Math.max(1, step - 1) : step);
}

type Maybe = ProgressStep | null;

const present = (step: Maybe): step is ProgressStep => step !== null;

/** A line without what was passed over: its stretches and the number of its step count what is left. */
function withoutPassedOver(
  steps: readonly Maybe[],
  blocks: ReadonlyArray<{ from: number; to: number; branches: Maybe[][] }>,
  step: number,
): ProgressLine & { step: number } {
  const kept = steps.map(told => (told ? [told] : []));
  const left = (until: number) => kept.slice(0, until).flat().length;
  const beside = blocks.map(({ from, to, branches }) => {
    const told = branches.map(b => b.filter(present)).filter(b => b.length > 0);
    // Nothing is left of the stretch: what ran beside it is told in its place.
    if (!kept.slice(from, to).flat().length) kept[from] = told.shift() ?? [];
    return { from, to, branches: told };
  });
  return {
    steps: kept.flat(),
    beside: beside
      .filter(b => b.branches.length > 0)
      .map(({ from, to, branches }) => ({ from: left(from), to: left(to), branches })),
    step: left(step),
  };
}

/** The way with the most steps of those that are still open after what was decided; where all of them lead back, of all. */
function mainWay(scene: Scene, scope: string, starts: readonly string[], tokens: readonly Token[]) {
  const open = asDecided(scene.graph, scene.open, scene.state, scope, tokens);
  const way = longestFrom(scene.graph, open, starts);
  return way.length ? { open, way } : { open: scene.open, way: longestFrom(scene.graph, scene.open, starts) };
}

/** What is told of a step: of one with a body of several steps, those by the tokens inside; what its events have made beside it. */
function stepTeller(scene: Scene, tokens: readonly Token[], scopes: readonly string[]): Told {
  const { graph, past } = scene;
  const open = new Set(tokens.map(t => t.at));
  const standing = (node: Node, place: StepState): ProgressStep['state'] | null => {
    if (place !== 'done') return open.has(node.id) ? 'here' : place;
    if (open.has(node.id)) return 'here';
    const became = past(node);
    return became === 'none' ? null : became === 'unknown' ? 'done' : became;
  };
  const tell: Told = (node, place) => {
    const state = standing(node, place);
    if (state === null) return null;
    const made = asideOf(graph).has(node.id) ? [] : besideActivity(graph, node).filter(n => isStep(graph, n));
    const aside = made.map(n => tell(n, 'done')).filter(present);
    const told = { id: node.id, name: node.name, state, ...(aside.length ? { aside } : {}) };
    // A process that calls itself is told once.
    if (node.body === null || scopes.includes(node.body)) return told;
    const around = new Set(tokens.filter(t => t.at === node.id).map(t => t.id));
    const within = scene.state.tokens.filter(t => t.in !== undefined && around.has(t.in));
    const rest = within.length ? 'here' : state === 'done' || state === 'cut' ? 'done' : 'ahead';
    const { steps, beside } = lineOf(scene, node.body, within, rest, [...scopes, node.body]);
    return steps.length > 1 || beside.length ? { ...told, inside: { steps, beside } } : told;
  };
  return tell;
}

/** The steps of one of several branches, by where its own tokens are; `rest`: what its steps are while it has none. */
function branchSteps(
  { graph, open }: Scene,
  { way, reach }: Branch,
  at: readonly string[],
  rest: 'done' | 'ahead',
  tell: Told,
): Maybe[] {
  const path = way.filter(n => isStep(graph, n));
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

import type { ModdleElement } from 'bpmn-moddle';
import { doubtAgencies } from './check/check-agencies.ts';
import { doubtEnds } from './check/check-ends.ts';
import { checkFeel, checkSaid } from './check/check-feel.ts';
import { doubtJoins } from './check/check-joins.ts';
import { checkLoops } from './check/check-loops.ts';
import { checkReach } from './check/check-reach.ts';
import { doubtResults } from './check/check-results.ts';
import { checkSense } from './check/check-sense.ts';
import { doubtServices } from './check/check-services.ts';
import { checkStructure } from './check/check-structure.ts';
import { doubtTimers } from './check/check-timers.ts';
import type { Graph, Node } from './graph.ts';
import { type Problem, problem } from './problems.ts';
import { readDiagram } from './read/read-diagram.ts';
import { elements, idOf, text } from './read/read-element.ts';
import { spanOf } from './read/read-node.ts';
import { type Draft, readProcess, tieFlows } from './read/read-process.ts';
import { problemOfWarning } from './read/read-warning.ts';
import { readXml } from './read/read-xml.ts';
import { nearTo, tidyProblems } from './read/tidy-problems.ts';

export type ParseOptions = {
  /** Id of the process to run; without it the executable one, or the one that no other calls. */
  process?: string;
  /** Processes of other files that call activities may name. */
  library?: ReadonlyMap<string, Graph>;
  /** Field paths of the form, e.g. `child.name`: FEEL that reads another `form.…` is refused. Not checked when absent. */
  fields?: readonly string[];
  /** Facts of the dossier that FEEL may read as `dossier.…`. Not checked when absent. */
  facts?: readonly string[];
  /** Roles that lanes may name. Not checked when absent. */
  roles?: readonly string[];
  /** Messages that come from elsewhere than from an answer to one that the process sends: any other has to be sent. Not checked when absent. */
  messages?: readonly string[];
  /** What agencies are called by: kinds, names, short names, identifiers. Not asked when absent. */
  agencies?: ReadonlySet<string>;
  /** Services that may be called. Not asked when absent. */
  services?: readonly string[];
  /** Kinds of results that the procedure has papers for; none: every result is drawn as its own template. Not asked when absent. */
  kinds?: readonly string[];
};

export type ParsedProcess = {
  /** What runs; null where it cannot. */
  graph: Graph | null;
  problems: readonly Problem[];
  /** What may be meant so, and whoever publishes it has to have seen. */
  doubts: readonly Problem[];
  /** To be drawn, never to be run: the graph also of a process in which something is wrong; null where not all could be read. */
  sketch: Graph | null;
};

/**
 * Reads a BPMN 2.0 file into a graph and walks it. Every problem names its element. With a problem of its structure the graph is
 * null. One that only makes no sense (`checkSense`) is a problem too, and has its graph: it is not published, but can be looked at
 * and rehearsed, and runs where it was published before.
 */
export async function parseProcess(xml: string, options: ParseOptions = {}): Promise<ParsedProcess> {
  const { root, warnings, problems } = await readXml(xml);
  if (!root) return { graph: null, problems, doubts: [], sketch: null };
  problems.push(...warnings.flatMap(problemOfWarning));
  const processes = elements(root, 'rootElements').filter(e => e.$type === 'bpmn:Process');
  const main = choose(processes, options.process);
  if (!main) {
    problems.push(
      options.process ? problem('no-such-process', null, options.process) : problem('no-process', null),
    );
    return { graph: null, problems, doubts: [], sketch: null };
  }
  const draft: Draft = {
    nodes: new Map(),
    flows: new Map(),
    lanes: [],
    problems,
    doubts: [],
    refused: new Map(),
    loose: new Set(),
  };
  gather(main, processes, options.library ?? new Map(), draft);
  tieFlows(draft);
  const graph: Graph = {
    id: idOf(main),
    name: text(main, 'name') ?? '',
    nodes: draft.nodes,
    flows: draft.flows,
    lanes: draft.lanes,
    boundaries: groupBy(draft.nodes, node => node.attachedTo),
    starts: groupBy(draft.nodes, node => (node.kind === 'start' ? node.scope : null)),
    handling: {
      escalate: spanOf(main, 'fs:escalate', problems),
      consult: spanOf(main, 'fs:consult', problems),
      consultStopsClock: text(main, 'fs:clock') === 'stop',
    },
    diagram: readDiagram(root, draft.nodes),
  };
  // An element that was refused leaves loose ends around it: reporting those too would hide the cause.
  const broken = problems.length > 0;
  const structure = checkStructure(graph);
  problems.push(...structure, ...checkFeel(graph, options), ...checkSaid(graph, options));
  // Where one element leads nowhere, all before it lead to no end: that one is told.
  const blind = structure.some(p => p.code === 'dead-end' || p.code === 'gateway-without-way-out');
  const reach = broken ? [] : checkReach(graph);
  problems.push(...reach.filter(p => !(blind && p.code === 'dead-end')));
  if (!broken) problems.push(...checkLoops(graph));
  const runs = problems.length === 0;
  if (!broken) problems.push(...checkSense(graph, options));
  return {
    graph: runs ? graph : null,
    problems: tidyProblems(problems, draft),
    doubts: runs
      ? [
          ...draft.doubts,
          ...doubtAgencies(graph, options.agencies),
          ...doubtJoins(graph),
          ...doubtEnds(graph),
          ...doubtTimers(graph),
          ...doubtServices(graph, options.services),
          ...doubtResults(graph, options.kinds),
        ].map(p => ({ ...p, ...nearTo(p, draft) }))
      : [],
    sketch: broken ? null : graph,
  };
}

function choose(processes: ModdleElement[], wanted: string | undefined): ModdleElement | undefined {
  if (wanted) return processes.find(p => p.id === wanted);
  const called = new Set(processes.flatMap(p => calls(p)));
  const free = processes.filter(p => !called.has(idOf(p)) && elements(p, 'flowElements').length);
  return free.find(p => p.get('isExecutable') === true) ?? free[0] ?? processes[0];
}

const calls = (scope: ModdleElement): string[] =>
  elements(scope, 'flowElements').flatMap(e => [
    ...(e.$type === 'bpmn:CallActivity' ? [text(e, 'calledElement') ?? ''] : []),
    ...calls(e),
  ]);

// The main process and all that it calls, however deep. One that calls itself would never come to an end of copies.
function gather(
  main: ModdleElement,
  processes: ModdleElement[],
  library: ReadonlyMap<string, Graph>,
  draft: Draft,
): void {
  const read = new Set<string>();
  const visit = (process: ModdleElement, path: readonly string[]) => {
    const id = idOf(process);
    if (!read.has(id)) {
      read.add(id);
      readProcess(process, draft);
    }
    for (const node of [...draft.nodes.values()].filter(n => n.kind === 'call' && within(n, id, draft))) {
      const called = node.body ?? '';
      const next = processes.find(p => p.id === called);
      if ([...path, id].includes(called)) draft.problems.push(problem('calls-itself', node, called));
      else if (next) visit(next, [...path, id]);
      else if (library.has(called)) borrow(library.get(called) as Graph, read, draft);
      else draft.problems.push(problem('unknown-reference', node, called || 'calledElement'));
    }
  };
  visit(main, []);
}

function within(node: Node, process: string, draft: Draft): boolean {
  const outer = draft.nodes.get(node.scope);
  return outer ? within(outer, process, draft) : node.scope === process;
}

// Takes over a process of another file, which was checked when it was read.
function borrow(graph: Graph, read: Set<string>, draft: Draft): void {
  if (read.has(graph.id)) return;
  read.add(graph.id);
  for (const flow of graph.flows.values()) draft.flows.set(flow.id, flow);
  for (const node of graph.nodes.values()) {
    if (draft.nodes.has(node.id)) draft.problems.push(problem('duplicate-id', node, node.id));
    draft.nodes.set(node.id, { ...node, incoming: [], outgoing: [] });
  }
}

function groupBy(nodes: ReadonlyMap<string, Node>, key: (node: Node) => string | null): Map<string, Node[]> {
  const groups = new Map<string, Node[]>();
  for (const node of nodes.values()) {
    const k = key(node);
    if (k !== null) groups.set(k, [...(groups.get(k) ?? []), node]);
  }
  return groups;
}

import { flowOf, type Graph, isHumanTask, nodeOf } from '../graph.ts';
import { pastOf } from '../progress/past.ts';
import type { ProcessState } from '../run/state.ts';
import { unpackFlows } from '../ways/gone.ts';
import { nextNodes, reachable } from '../ways/reach.ts';

/** `cut`: begun, and taken away before it was done. */
export type Look = 'done' | 'cut' | 'here' | 'ahead';

/** How elements look, and which flows were gone along. */
export type Looks = { look(id: string): Look; passed(flow: string): boolean };

/** What a state says of the elements and flows of its process. */
export function looksOf(graph: Graph, state: ProcessState | null): Looks {
  const here = new Set(state?.tokens.filter(t => t.in === undefined).map(t => t.at));
  const gone = state?.gone === undefined ? null : unpackFlows(graph, state.gone);
  const look = state && gone ? knownLook(graph, state, here) : concludedLook(graph, state, here);
  const assumed = (id: string) => {
    const flow = flowOf(graph, id);
    return look(flow.from) === 'done' && look(flow.to) !== 'ahead';
  };
  return { look, passed: id => (gone ? gone.has(id) : assumed(id)) };
}

function knownLook(graph: Graph, state: ProcessState, here: ReadonlySet<string>): Looks['look'] {
  const past = pastOf(graph, state);
  return id => {
    if (here.has(id)) return 'here';
    const became = past(nodeOf(graph, id));
    return became === 'done' || became === 'cut' ? became : 'ahead';
  };
}

function concludedLook(graph: Graph, state: ProcessState | null, here: ReadonlySet<string>): Looks['look'] {
  const done = concluded(graph, state, here);
  return id => (here.has(id) ? 'here' : done.has(id) ? 'done' : 'ahead');
}

// States of processes that began before the ways gone were kept: a step is done when it has an outcome, or when everything behind
// it can only have been reached through it; small elements count as done where a step after them is.
function concluded(graph: Graph, state: ProcessState | null, here: ReadonlySet<string>): Set<string> {
  const done = new Set<string>();
  const back = (id: string) => {
    const node = nodeOf(graph, id);
    for (const from of [
      ...node.incoming.map(f => flowOf(graph, f).from),
      ...(node.attachedTo ? [node.attachedTo] : []),
    ]) {
      if (done.has(from) || here.has(from) || (isHumanTask(nodeOf(graph, from)) && !state?.outcomes[from]))
        continue;
      done.add(from);
      back(from);
    }
  };
  for (const id of Object.keys(state?.outcomes ?? {})) if (graph.nodes.has(id) && !here.has(id)) done.add(id);
  for (const id of [...here, ...done]) back(id);
  // A way back leads there from elements that nobody has come to yet.
  const come = reachable(
    (graph.starts.get(graph.id) ?? []).map(s => s.id),
    id => (isHumanTask(nodeOf(graph, id)) && !state?.outcomes[id] ? [] : nextNodes(graph, id)),
  );
  for (const id of done) if (!come.has(id)) done.delete(id);
  if (state?.end && graph.nodes.has(state.end.element)) done.add(state.end.element);
  return done;
}

import { type Graph, isHumanTask, type Node, nodeOf } from '../graph.ts';
import { packFlows, unpackFlows } from '../ways/gone.ts';
import {
  type Command,
  MAX_STATE_BYTES,
  type Outcome,
  type ProcessData,
  ProcessError,
  type ProcessState,
} from './state.ts';

/** A token while the process moves: like `Token`, but changed in place. */
export type MovingToken = {
  id: number;
  at: string;
  in?: number;
  by?: string;
  left?: Record<string, number>;
  failed?: string;
};

/** A token on its way: it has left one element and not yet come to `to`. */
export type Arrival = { to: string; by: string | null; in: number | undefined };

/** One step being made: a private copy of the state, and what has to be done. */
export type Run = {
  readonly graph: Graph;
  readonly data: ProcessData;
  tokens: MovingToken[];
  next: number;
  outcomes: Record<string, Outcome>;
  /** Flows that tokens have gone along; null where the state does not say. */
  gone: Set<string> | null;
  end: ProcessState['end'];
  queue: Arrival[];
  commands: Command[];
};

/** A copy of a state that may be changed while one event is worked off. */
export const beginRun = (graph: Graph, state: ProcessState, data: ProcessData): Run => ({
  graph,
  data,
  tokens: state.tokens.map(t => ({ ...t, ...(t.left ? { left: { ...t.left } } : {}) })),
  next: state.next,
  outcomes: { ...state.outcomes },
  gone: state.gone === undefined ? null : unpackFlows(graph, state.gone),
  end: state.end,
  queue: [],
  commands: [],
});

/** The state after the step. Throws `state-too-large` naming the element with the largest outcome. */
export function closeRun(run: Run): ProcessState {
  const state: ProcessState = {
    tokens: run.tokens,
    next: run.next,
    outcomes: run.outcomes,
    ...(run.gone ? { gone: packFlows(run.graph, run.gone) } : {}),
    ...(run.end ? { end: run.end } : {}),
  };
  if (Buffer.byteLength(JSON.stringify(state)) > MAX_STATE_BYTES) {
    const bySize = Object.entries(run.outcomes).sort((a, b) => size(b[1]) - size(a[1]));
    throw new ProcessError('state-too-large', bySize[0]?.[0] ?? run.graph.id);
  }
  return state;
}

const size = (outcome: Outcome) => JSON.stringify(outcome).length;

/** Puts a token down at an element where it waits. */
export function rest(run: Run, arrival: Arrival, keepFlow = false): MovingToken {
  const token: MovingToken = { id: run.next++, at: arrival.to };
  if (arrival.in !== undefined) token.in = arrival.in;
  if (keepFlow && arrival.by) token.by = arrival.by;
  run.tokens.push(token);
  return token;
}

/** Takes a token away. */
export const remove = (run: Run, token: MovingToken): void => {
  run.tokens = run.tokens.filter(t => t !== token);
};

/** The token with this number, if it is still there. */
export const tokenOf = (run: Run, id: number): MovingToken | undefined => run.tokens.find(t => t.id === id);

/** Sends a token along each of `flows`. */
export function send(run: Run, flows: readonly string[], scope: number | undefined): void {
  for (const id of flows) {
    const flow = run.graph.flows.get(id);
    if (!flow) continue;
    run.gone?.add(id);
    run.queue.push({ to: flow.to, by: id, in: scope });
  }
}

/** Takes away all tokens inside a scope (a sub-process token's id, or undefined: everything), with what they wait for. */
export function clearScope(run: Run, scope: number | undefined): void {
  const inside = new Set<number | undefined>([scope]);
  // A token's scope was made before the token, but arrivals still on their way may lie deeper: gather to the end.
  for (let size = 0; size !== inside.size; ) {
    size = inside.size;
    for (const t of run.tokens) if (inside.has(t.in)) inside.add(t.id);
  }
  const gone = run.tokens.filter(t => inside.has(t.in));
  run.queue = run.queue.filter(a => !inside.has(a.in));
  run.tokens = run.tokens.filter(t => !inside.has(t.in));
  for (const token of gone) callOff(run, token);
}

/** Tells the caller that nobody waits any more for what this token waited for. */
export function callOff(run: Run, token: MovingToken): void {
  const node = nodeOf(run.graph, token.at);
  const at = { token: token.id, elementId: token.at };
  if (isHumanTask(node)) run.commands.push({ type: 'cancel-task', ...at });
  if (node.kind === 'service') run.commands.push({ type: 'cancel-service', ...at });
  cancelTimers(run, token, node);
}

/** Cancels the timers that `node` has started for `token`, but for the one that has just fired. */
export function cancelTimers(run: Run, token: MovingToken, node: Node, fired?: string): void {
  for (const waiting of timersOf(run.graph, node)) {
    if (waiting.id === fired || token.left?.[waiting.id] === 0) continue;
    run.commands.push({ type: 'cancel-timer', token: token.id, elementId: waiting.id });
  }
}

/** The timer events that start when a token comes to rest at `node`: its own, its boundary's, its event gateway's. */
export function timersOf(graph: Graph, node: Node): Node[] {
  const own = node.kind === 'catch' ? [node] : [];
  const behind =
    node.kind === 'event-based'
      ? node.outgoing.flatMap(f => graph.nodes.get(graph.flows.get(f)?.to ?? '') ?? [])
      : [];
  return [...own, ...behind, ...(graph.boundaries.get(node.id) ?? [])].filter(n => n.trigger === 'timer');
}

import { awaits, type Graph, isHumanTask, type Node, nodeOf } from '../graph.ts';
import { advance, catcherOf, complete, endProcess, interrupt } from './advance.ts';
import { beginRun, closeRun, type MovingToken, type Run, timersOf, tokenOf } from './run.ts';
import {
  type Command,
  type Outcome,
  type ProcessData,
  ProcessError,
  type ProcessEvent,
  type ProcessState,
  type StepResult,
} from './state.ts';
import { takeFacts } from './take-facts.ts';
import { repeatTimer } from './timers.ts';

/** A process that has not begun. */
const NOTHING: ProcessState = { tokens: [], next: 1, outcomes: {}, gone: '' };

/**
 * Begins a process: at its plain start event, or at the start event of `message`.
 * Throws `ProcessError`: `no-start` when there is no such start.
 */
export function start(
  graph: Graph,
  data: ProcessData,
  message?: string,
): { state: ProcessState; commands: readonly Command[] } {
  const starts = graph.starts.get(graph.id) ?? [];
  const first = starts.find(s => (message === undefined ? s.trigger === 'none' : s.message === message));
  if (!first) throw new ProcessError('no-start', message ?? graph.id);
  const run = beginRun(graph, NOTHING, data);
  run.queue.push({ to: first.id, by: null, in: undefined });
  advance(run);
  return { state: closeRun(run), commands: run.commands };
}

/**
 * What follows from an event. Pure: same graph, state, event and data, same answer. An event that nothing waits for
 * (a timer that fired while its task was being completed, a message that came twice) changes nothing: `taken` is false.
 *
 * Throws `ProcessError`: `unknown-outcome` when a task's outcome is not one of its `fs:outcomes`; `outcome-closed`, `facts-wrong`: see `takeFacts`; `no-way-out` when no
 * condition holds and there is no default; `timer-without-time` when a timer's expression gives no date or duration;
 * `state-too-large` beyond 2 KB.
 */
export function step(graph: Graph, state: ProcessState, event: ProcessEvent, data: ProcessData): StepResult {
  const late: StepResult = { state, commands: [], taken: false };
  if (state.end) return late;
  const run = beginRun(graph, state, data);
  if (!take(run, event)) return late;
  advance(run);
  return { state: closeRun(run), commands: run.commands, taken: true };
}

/** Ends a process from outside (withdrawn, stopped): every token is taken away and all it waited for cancelled. */
export function stop(graph: Graph, state: ProcessState, result: string): StepResult {
  if (state.end) return { state, commands: [], taken: false };
  const run = beginRun(graph, state, { form: {}, dossier: {} });
  endProcess(run, { element: graph.id, result });
  return { state: closeRun(run), commands: run.commands, taken: true };
}

function take(run: Run, event: ProcessEvent): boolean {
  if (event.type === 'message-received') return receive(run, event);
  const token = tokenOf(run, event.token);
  if (!token) return false;
  const node = nodeOf(run.graph, token.at);
  switch (event.type) {
    case 'task-completed':
      return isHumanTask(node) && finish(run, token, node, takeFacts(node, event.outcome, run));
    case 'service-answered':
      return node.kind === 'service' && finish(run, token, node, event.outcome);
    case 'service-failed':
      return node.kind === 'service' && fail(run, token, event.error);
    case 'timer-fired':
      return fire(run, token, node, event.elementId);
  }
}

function finish(run: Run, token: MovingToken, node: Node, outcome: Outcome): boolean {
  if (node.outcomes.length && !node.outcomes.includes(String(outcome.outcome))) {
    throw new ProcessError('unknown-outcome', node.id);
  }
  run.outcomes[node.id] = outcome;
  complete(run, token);
  return true;
}

function fail(run: Run, token: MovingToken, error: string): boolean {
  const catcher = catcherOf(run, token, error);
  if (catcher) interrupt(run, token, catcher);
  else {
    token.failed = error;
    run.commands.push({ type: 'incident', token: token.id, elementId: token.at, error });
  }
  return true;
}

function fire(run: Run, token: MovingToken, node: Node, elementId: string): boolean {
  const event = timersOf(run.graph, node).find(n => n.id === elementId);
  if (!event || token.left?.[elementId] === 0) return false;
  occur(run, token, event);
  return true;
}

// An awaited event has happened: a boundary event leaves the activity or runs beside it, any other moves the token on.
function occur(run: Run, token: MovingToken, event: Node): void {
  if (event.kind === 'boundary') {
    if (event.interrupting) interrupt(run, token, event);
    else {
      if (event.trigger === 'timer') repeatTimer(run, token, event);
      run.queue.push({ to: event.id, by: null, in: token.in });
    }
    return;
  }
  if (event.id !== token.at) callOffOthers(run, token, event);
  complete(run, token, event.id);
}

// Behind an event-based gateway the first event decides; the others are called off.
function callOffOthers(run: Run, token: MovingToken, event: Node): void {
  const gateway = nodeOf(run.graph, token.at);
  for (const other of timersOf(run.graph, gateway)) {
    if (other.id !== event.id)
      run.commands.push({ type: 'cancel-timer', token: token.id, elementId: other.id });
  }
  for (const flow of event.incoming) run.gone?.add(flow);
  token.at = event.id;
}

function receive(run: Run, message: Extract<ProcessEvent, { type: 'message-received' }>): boolean {
  const { name, token: wanted, scope, content } = message;
  const waiting = run.tokens.flatMap(token => {
    if (wanted !== undefined && token.id !== wanted) return [];
    const event = awaiting(run.graph, nodeOf(run.graph, token.at)).find(n => n.message === name);
    return event ? [{ token, event }] : [];
  });
  const first = waiting.find(w => scope !== undefined && w.token.in === scope) ?? waiting[0];
  if (!first) return false;
  if (content) run.outcomes[first.event.id] = content;
  occur(run, first.token, first.event);
  return true;
}

/** Events and receive tasks that a token at `node` lets a message come to. */
export function awaiting(graph: Graph, node: Node): Node[] {
  const behind =
    node.kind === 'event-based'
      ? node.outgoing.flatMap(f => graph.nodes.get(graph.flows.get(f)?.to ?? '') ?? [])
      : [];
  const own = node.kind === 'receive' || node.kind === 'catch' ? [node] : [];
  return [...own, ...behind, ...(graph.boundaries.get(node.id) ?? [])].filter(awaits);
}

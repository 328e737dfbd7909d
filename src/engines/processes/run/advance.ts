import { awaits, type Graph, isHumanTask, type Node, nodeOf } from '../graph.ts';
import { shareAhead } from '../ways/shares.ts';
import { evaluated } from './conditions.ts';
import { fireInclusive } from './inclusive.ts';
import { chooseOne, leave } from './leave.ts';
import {
  type Arrival,
  callOff,
  cancelTimers,
  clearScope,
  type MovingToken,
  type Run,
  remove,
  rest,
  send,
  tokenOf,
} from './run.ts';
import { ProcessError, type Reply } from './state.ts';
import { startTimers } from './timers.ts';

// A checked graph has no loop without a wait; a process that still moves this often in one step is broken.
const MAX_MOVES = 10_000;

/**
 * Moves every token on its way until all of them wait for something outside. Order: tokens first, then scopes that
 * have become empty, then inclusive joins, which must know that nothing else can come (BPMN 2.0.2, section 13.4.3).
 */
export function advance(run: Run): void {
  for (let moves = 0; !run.end; moves++) {
    const arrival = run.queue.shift();
    if (moves > MAX_MOVES) throw new ProcessError('runaway', arrival?.to ?? run.graph.id);
    if (arrival) arrive(run, nodeOf(run.graph, arrival.to), arrival);
    else if (!finishScope(run) && !fireInclusive(run)) break;
  }
}

function arrive(run: Run, node: Node, arrival: Arrival): void {
  switch (node.kind) {
    case 'start':
    case 'boundary':
      send(run, node.outgoing, arrival.in);
      return;
    case 'throw':
    case 'send':
      if (node.kind === 'send' || node.trigger === 'message') sendMessage(run, node, arrival.in);
      leave(run, node, arrival.in);
      return;
    case 'exclusive':
      send(run, [chooseOne(run, node)], arrival.in);
      return;
    case 'parallel':
      joinAll(run, node, arrival);
      return;
    case 'inclusive':
      if (node.incoming.length < 2) leave(run, node, arrival.in);
      else rest(run, arrival, true);
      return;
    case 'end':
      arriveAtEnd(run, node, arrival);
      return;
    default:
      wait(run, node, rest(run, arrival));
      return;
  }
}

// Elements at which a token waits for something outside.
function wait(run: Run, node: Node, token: MovingToken): void {
  resumeWait(run, node, token);
  if (node.kind === 'sub-process' || node.kind === 'call') {
    const start = (run.graph.starts.get(node.body ?? '') ?? []).find(s => s.trigger === 'none');
    if (!start) throw new ProcessError('no-start', node.id);
    run.queue.push({ to: start.id, by: null, in: token.id });
  }
}

/** Asks for what a token at `node` waits for: its task, its service's answer, its timers. */
export function resumeWait(run: Run, node: Node, token: MovingToken): void {
  const at = { token: token.id, elementId: node.id };
  if (isHumanTask(node)) createTask(run, node, token);
  if (node.kind === 'service') {
    run.commands.push({
      type: 'call-service',
      ...at,
      service: node.service ?? '',
      params: params(run, node),
    });
  }
  startTimers(run, token, node);
}

/** Asks for the task of a token that stands at one. */
export function createTask(run: Run, node: Node, token: MovingToken): void {
  const { name, outcomes, act, form, share } = node;
  const kind = node.kind === 'manual' ? 'manual' : 'user';
  const outer = outerNodes(run, token);
  const lane = laneOf(node, outer);
  const ahead = shareAhead(run.graph, node, outer);
  const escalate = node.escalate ?? run.graph.handling.escalate;
  run.commands.push({
    type: 'create-task',
    token: token.id,
    elementId: node.id,
    name,
    kind,
    lane,
    ...areaOf(run, node, lane.area),
    outcomes,
    act,
    form,
    share,
    ahead,
    escalate,
  });
}

/** The activities inside which a token moves, the innermost first. */
function outerNodes(run: Run, token: MovingToken): Node[] {
  const outer: Node[] = [];
  for (let scope = token.in; scope !== undefined; ) {
    const holder = tokenOf(run, scope);
    if (holder) outer.push(nodeOf(run.graph, holder.at));
    scope = holder?.in;
  }
  return outer;
}

// A called process without lanes works in the lane of the activity that calls it.
const laneOf = (node: Node, outer: readonly Node[]) =>
  node.lane ??
  outer.find(n => n.lane)?.lane ?? {
    id: node.id,
    name: '',
    role: '',
    level: null,
    agencyKind: null,
    area: null,
  };

/** Ends the wait of `token` at its activity or event and sends it on. */
export function complete(run: Run, token: MovingToken, fired?: string): void {
  const node = nodeOf(run.graph, token.at);
  cancelTimers(run, token, node, fired);
  remove(run, token);
  leave(run, node, token.in);
}

/** Takes a token off its activity, with all inside it, and lets it leave by a boundary event. */
export function interrupt(run: Run, token: MovingToken, boundary: Node): void {
  clearScope(run, token.id);
  remove(run, token);
  const before = run.commands.length;
  callOff(run, token);
  const fired = (c: Run['commands'][number]) => c.type === 'cancel-timer' && c.elementId === boundary.id;
  run.commands.splice(before, Infinity, ...run.commands.slice(before).filter(c => !fired(c)));
  run.queue.push({ to: boundary.id, by: null, in: token.in });
}

// One token from each incoming flow; surplus tokens stay for the next time (BPMN 2.0.2, section 13.4.1).
function joinAll(run: Run, node: Node, arrival: Arrival): void {
  if (node.incoming.length < 2) {
    send(run, node.outgoing, arrival.in);
    return;
  }
  rest(run, arrival, true);
  const waiting = run.tokens.filter(t => t.at === node.id && t.in === arrival.in);
  const firsts = node.incoming.map(flow => waiting.find(t => t.by === flow));
  if (firsts.some(t => !t)) return;
  run.tokens = run.tokens.filter(t => !firsts.includes(t));
  send(run, node.outgoing, arrival.in);
}

function arriveAtEnd(run: Run, node: Node, arrival: Arrival): void {
  if (node.trigger === 'error') {
    throwError(run, arrival.in, node.error ?? '', node.id);
    return;
  }
  if (node.trigger === 'message') sendMessage(run, node, arrival.in);
  if (node.trigger === 'terminate') clearScope(run, arrival.in);
  if (arrival.in !== undefined) return;
  const last = !run.tokens.length && !run.queue.length;
  const result = node.result ?? (node.trigger === 'terminate' ? 'terminated' : 'completed');
  if (last) endProcess(run, { element: node.id, result });
}

/** Ends the whole process. */
export function endProcess(run: Run, end: NonNullable<Run['end']>): void {
  clearScope(run, undefined);
  run.end = end;
  const error = end.error === undefined ? {} : { error: end.error };
  run.commands.push({ type: 'end', elementId: end.element, result: end.result, ...error });
}

/** Hands an error to the nearest boundary event outwards that catches it; uncaught, it ends the process. */
function throwError(run: Run, scope: number | undefined, code: string, source: string): void {
  for (let at = scope; at !== undefined; ) {
    const token = tokenOf(run, at);
    if (!token) break;
    const catcher = catcherOf(run, token, code);
    if (catcher) {
      interrupt(run, token, catcher);
      return;
    }
    at = token.in;
  }
  endProcess(run, { element: source, result: 'error', error: code });
}

/** The boundary event on the token's activity that catches `code`: the one that names it before the one for any. */
export function catcherOf(run: Run, token: MovingToken, code: string): Node | undefined {
  const events = (run.graph.boundaries.get(token.at) ?? []).filter(b => b.trigger === 'error');
  return events.find(b => b.error === code) ?? events.find(b => b.error === null);
}

// A sub-process or called process in which no token is left is done.
function finishScope(run: Run): boolean {
  const done = run.tokens.find(
    t => nodeOf(run.graph, t.at).body && !run.tokens.some(inner => inner.in === t.id),
  );
  if (!done) return false;
  complete(run, done);
  return true;
}

function sendMessage(run: Run, node: Node, scope: number | undefined): void {
  const { id, message, recipient } = node;
  const name = message ?? id;
  run.commands.push({
    type: 'send-message',
    elementId: id,
    name,
    recipient,
    ...areaOf(run, node, null),
    params: params(run, node),
    reply: replyTo(run.graph, node, node.reply ?? name, scope ?? null),
  });
}

// An answer is expected where something in the process awaits a message of that name.
function replyTo(graph: Graph, node: Node, name: string, scope: number | null): Reply | null {
  const waiting = [...graph.nodes.values()].filter(n => awaits(n) && n.message === name);
  const [first] = waiting;
  if (!first) return null;
  const outcomes = node.outcomes.length ? node.outcomes : first.outcomes;
  return { name, scope, outcomes, limit: node.limit, stopsClock: node.stopsClock };
}

/**
 * The area that a task or a message names itself, or that its lane names: its code, or its code and the day on which that was its
 * code; null: the dossier's own.
 */
function areaOf(run: Run, node: Node, ofLane: string | null): { area: string | null; areaOn?: string } {
  const text = node.area ?? ofLane;
  if (!text) return { area: null };
  const value = evaluated(text, run.data, run.outcomes);
  if (typeof value === 'string' && value) return { area: value };
  const { code, on } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  if (typeof code === 'string' && code) return { area: code, ...(typeof on === 'string' && { areaOn: on }) };
  throw new ProcessError('area-missing', node.id);
}

function params(run: Run, node: Node): Record<string, unknown> {
  const value = node.params ? evaluated(node.params, run.data, run.outcomes) : null;
  return value && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

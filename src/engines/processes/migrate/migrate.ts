import { type Graph, isHumanTask, type Node } from '../graph.ts';
import { resumeWait } from '../run/advance.ts';
import { beginRun, callOff, closeRun, type MovingToken, type Run, timersOf } from '../run/run.ts';
import type { Command, ProcessData, ProcessState } from '../run/state.ts';
import { packFlows, unpackFlows } from '../ways/gone.ts';
import { starvedJoins } from './starved-joins.ts';

/** How elements (and flows) of the old version are called in the new one; null: gone on purpose. Those not named stay the same. */
export type Mapping = { readonly elements?: Readonly<Record<string, string | null>> };

export type MigrationProblem = {
  token: number;
  element: string;
  /**
   * The element is not there; it waits for something else; it lies in another sub-process; the flow is not there; it is a join of the
   * new version at which the dossier would wait for a branch that it never went into.
   */
  reason: 'gone' | 'other-kind' | 'other-scope' | 'flow-gone' | 'join-starved';
};

/** What a dossier would become: nothing is changed by asking. */
export type Migrated = {
  /** Null while there are problems. */
  state: ProcessState | null;
  commands: readonly Command[];
  /** Each token, from where to where; null: there is no such place. */
  moved: ReadonlyArray<{ token: number; from: string; to: string | null }>;
  /** Elements whose outcome is kept no longer, because the new version has no such element or it has another meaning there. */
  dropped: readonly string[];
  problems: readonly MigrationProblem[];
};

const NOTHING: ProcessData = { form: {}, dossier: {} };

/** What an id of the old version is called in the new one; null: gone on purpose. */
export const counterpart = (mapping: Mapping, id: string): string | null =>
  mapping.elements && Object.hasOwn(mapping.elements, id) ? (mapping.elements[id] ?? null) : id;

/**
 * Whether a mapping sends an element to one that the old version had beside it: its token goes there, but what it brought is
 * no outcome of that one. Else the element only has another name.
 */
export function isRedirected(from: Graph, mapping: Mapping, id: string): boolean {
  const to = counterpart(mapping, id);
  return to !== null && to !== id && from.nodes.has(to) && counterpart(mapping, to) === to;
}

/**
 * Carries a running process over to another version of its graph. A token keeps its place where the element (or the one
 * that the mapping names) is there, waits for the same kind of thing and lies in the same scope; where the mapping names an
 * element it may wait for something else. A task that has changed is cancelled and created anew; timers that are new are
 * started, and those that are gone cancelled.
 * Throws ProcessError when the new version cannot wait there: a timer without time, an area that is missing, a state too large.
 */
export function migrateState(
  from: Graph,
  to: Graph,
  state: ProcessState,
  mapping: Mapping = {},
  data: ProcessData = NOTHING,
): Migrated {
  const target = (id: string) => counterpart(mapping, id);
  const named = (id: string) => target(id) ?? id;
  const problems = state.tokens.flatMap(t => {
    const reason = obstacle(from, to, state, t, mapping);
    return reason ? [{ token: t.id, element: t.at, reason }] : [];
  });
  const moved = state.tokens.map(t => {
    const at = target(t.at);
    return { token: t.id, from: t.at, to: at !== null && to.nodes.has(at) ? at : null };
  });
  const stays = (id: string) => to.nodes.has(target(id) ?? '') && !isRedirected(from, mapping, id);
  const dropped = Object.keys(state.outcomes).filter(id => !stays(id));
  if (problems.length) return { state: null, commands: [], moved, dropped, problems };

  const carried: ProcessState = {
    ...state,
    tokens: state.tokens.map(t => ({
      ...t,
      at: named(t.at),
      ...(t.by ? { by: flowInto(from, to, mapping, named(t.at), t.by) ?? t.by } : {}),
      ...(t.left ? { left: renameKeys(t.left, named) } : {}),
    })),
    outcomes: Object.fromEntries(
      Object.entries(state.outcomes).flatMap(([id, outcome]) => (stays(id) ? [[named(id), outcome]] : [])),
    ),
    ...(state.gone === undefined ? {} : { gone: carryGone(from, to, mapping, state.gone) }),
    ...(state.end ? { end: { ...state.end, element: named(state.end.element) } } : {}),
  };
  const starved = newlyStarved(from, to, state, carried, mapping);
  if (starved.length) return { state: null, commands: [], moved, dropped, problems: starved };
  const { run, commands } = exchange(from, to, state, carried, data);
  return { state: closeRun(run), commands, moved, dropped, problems: [] };
}

/** Joins that would wait for ever in the new version and did not in the old one. */
function newlyStarved(
  from: Graph,
  to: Graph,
  before: ProcessState,
  after: ProcessState,
  mapping: Mapping,
): MigrationProblem[] {
  const was = new Set([...starvedJoins(from, before.tokens).keys()].map(id => counterpart(mapping, id)));
  return [...starvedJoins(to, after.tokens)]
    .filter(([id]) => !was.has(id))
    .map(([element, token]) => ({ token, element, reason: 'join-starved' }));
}

/**
 * What has to be done outside when a state of one graph takes the place of a state of another with the same tokens: what is no
 * longer waited for is called off, what is newly waited for is asked for. Nothing where both wait for the same.
 */
export const exchangeCommands = (
  from: Graph,
  to: Graph,
  before: ProcessState,
  after: ProcessState,
  data: ProcessData = NOTHING,
): readonly Command[] => exchange(from, to, before, after, data).commands;

function exchange(from: Graph, to: Graph, before: ProcessState, after: ProcessState, data: ProcessData) {
  const old = beginRun(from, before, data);
  const run = beginRun(to, after, data);
  for (const token of run.tokens) {
    const was = old.tokens.find(t => t.id === token.id);
    if (was) exchangeWaits(old, run, was, token);
  }
  return { run, commands: [...old.commands, ...run.commands] };
}

/** Where a token waits for something outside and has nothing else that depends on the element: it may come to wait for another thing. */
const FREE: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  'user',
  'manual',
  'service',
  'receive',
  'catch',
  'event-based',
]);

const isFree = (old: Node, target: Node): boolean => FREE.has(old.kind) && FREE.has(target.kind);
const isAlike = (old: Node, target: Node): boolean =>
  old.kind === target.kind && old.trigger === target.trigger;

/** Where a token may stand while it waits, joins aside. */
export const isPlace = (node: Node): boolean =>
  FREE.has(node.kind) || node.kind === 'sub-process' || node.kind === 'call';

/**
 * Why no token that stands at `id` could be carried to where a mapping sends it; null: it could be, the mapping does not name it or names
 * nothing that is there, or none ever stands at `id`.
 */
export function leadsNowhere(
  from: Graph,
  to: Graph,
  mapping: Mapping,
  id: string,
): 'other-kind' | 'other-scope' | null {
  const old = from.nodes.get(id);
  const target = Object.hasOwn(mapping.elements ?? {}, id) && to.nodes.get(counterpart(mapping, id) ?? '');
  if (!old || !target || !isPlace(old)) return null;
  if (!isFree(old, target) && !isAlike(old, target)) return 'other-kind';
  const outer = [...from.nodes.values()].find(n => n.body === old.scope);
  const scope = outer ? to.nodes.get(counterpart(mapping, outer.id) ?? '')?.body : to.id;
  return !scope || target.scope === scope ? null : 'other-scope';
}

function obstacle(
  from: Graph,
  to: Graph,
  state: ProcessState,
  token: ProcessState['tokens'][number],
  mapping: Mapping,
): MigrationProblem['reason'] | null {
  const at = (id: string) => to.nodes.get(counterpart(mapping, id) ?? '');
  const old = from.nodes.get(token.at);
  const target = at(token.at);
  if (!old || !target) return 'gone';
  const declared = Object.hasOwn(mapping.elements ?? {}, token.at);
  if (!(declared && isFree(old, target)) && !isAlike(old, target)) return 'other-kind';
  const outer = state.tokens.find(t => t.id === token.in);
  if (target.scope !== (outer ? at(outer.at)?.body : to.id)) return 'other-scope';
  return token.by && !flowInto(from, to, mapping, target.id, token.by) ? 'flow-gone' : null;
}

/** The flow into `element` that a token has come by: of the same or the mapped id, else the only one from where the old one came from. */
function flowInto(
  from: Graph,
  to: Graph,
  mapping: Mapping,
  element: string,
  flow: string,
): string | undefined {
  const incoming = to.nodes.get(element)?.incoming ?? [];
  const named = counterpart(mapping, flow);
  if (named !== null && incoming.includes(named)) return named;
  const source = counterpart(mapping, from.flows.get(flow)?.from ?? '');
  const same = incoming.filter(id => to.flows.get(id)?.from === source);
  return same.length === 1 ? same[0] : undefined;
}

/** The ways gone, as far as the new version has them: of the same or the mapped id, else the only one between the same elements. */
function carryGone(from: Graph, to: Graph, mapping: Mapping, gone: string): string {
  const carried = [...unpackFlows(from, gone)].flatMap(id => {
    const named = counterpart(mapping, id);
    if (named !== null && to.flows.has(named)) return [named];
    const target = counterpart(mapping, from.flows.get(id)?.to ?? '');
    return (target === null ? undefined : flowInto(from, to, mapping, target, id)) ?? [];
  });
  return packFlows(to, new Set(carried));
}

const renameKeys = <T>(record: Record<string, T>, name: (key: string) => string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [name(key), value]));

// What the caller keeps for the token is named by element: where that or its meaning changed, it is made anew.
function exchangeWaits(before: Run, after: Run, old: MovingToken, token: MovingToken): void {
  const was = before.graph.nodes.get(old.at) as Node;
  const is = after.graph.nodes.get(token.at) as Node;
  if (signature(before.graph, was) === signature(after.graph, is)) return;
  callOff(before, old);
  const { left = {} } = token;
  const first = after.commands.length;
  resumeWait(after, is, token);
  delete token.failed;
  // A timer that has fired, or has so many times still to fire, does not begin anew.
  const asked = after.commands.splice(first);
  after.commands.push(...asked.filter(c => c.type !== 'start-timer' || left[c.elementId] !== 0));
  const counts = timersOf(after.graph, is).flatMap(({ id }) => {
    const count = left[id] ?? token.left?.[id];
    return count === undefined ? [] : [[id, count] as const];
  });
  if (counts.length) token.left = Object.fromEntries(counts);
  else delete token.left;
}

function signature(graph: Graph, node: Node): string {
  const task = isHumanTask(node)
    ? [node.name, node.lane, node.outcomes, node.act, node.form, node.share]
    : [];
  const own = [node.id, node.kind, task, node.service, node.params, node.timer];
  const events = [
    ...(graph.boundaries.get(node.id) ?? []),
    ...(node.kind === 'event-based'
      ? node.outgoing.flatMap(f => graph.nodes.get(graph.flows.get(f)?.to ?? '') ?? [])
      : []),
  ];
  return JSON.stringify([own, events.map(e => [e.id, e.timer])]);
}

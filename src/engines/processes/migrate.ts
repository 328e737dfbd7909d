import { resumeWait } from './advance.ts';
import { type Graph, isHumanTask, type Node } from './graph.ts';
import { beginRun, callOff, closeRun, type MovingToken, type Run } from './run.ts';
import type { Command, ProcessData, ProcessState } from './state.ts';

/** How ids of the old version are called in the new one; ids that are not named stay the same. */
export type Mapping = {
  elements?: Readonly<Record<string, string>>;
  flows?: Readonly<Record<string, string>>;
};

export type MigrationProblem = {
  token: number;
  element: string;
  /** The element is not there; it waits for something else; it lies in another sub-process; the flow is not there. */
  reason: 'gone' | 'other-kind' | 'other-scope' | 'flow-gone';
};

/** What a dossier would become: nothing is changed by asking. */
export type Migrated = {
  /** Null while there are problems. */
  state: ProcessState | null;
  commands: readonly Command[];
  /** Each token, from where to where. */
  moved: ReadonlyArray<{ token: number; from: string; to: string }>;
  /** Elements whose outcome is kept no longer, because the new version has no such element. */
  dropped: readonly string[];
  problems: readonly MigrationProblem[];
};

/**
 * Carries a running process over to another version of its graph. A token keeps its place where the element (or the one
 * that the mapping names) is there, of the same kind and in the same scope. A task that has changed is cancelled and created anew;
 * timers that are new are started, and those that are gone cancelled.
 */
export function migrateState(
  from: Graph,
  to: Graph,
  state: ProcessState,
  mapping: Mapping = {},
  data: ProcessData = { form: {}, dossier: {} },
): Migrated {
  const target = (id: string) => mapping.elements?.[id] ?? id;
  const problems = state.tokens.flatMap(t => {
    const reason = obstacle(from, to, state, t, mapping);
    return reason ? [{ token: t.id, element: t.at, reason }] : [];
  });
  const moved = state.tokens.map(t => ({ token: t.id, from: t.at, to: target(t.at) }));
  const kept = Object.entries(state.outcomes).map(([id, outcome]) => [target(id), outcome, id] as const);
  const dropped = kept.filter(([id]) => !to.nodes.has(id)).map(([, , id]) => id);
  if (problems.length) return { state: null, commands: [], moved, dropped, problems };

  const before = beginRun(from, state, data);
  const after = beginRun(to, state, data);
  after.outcomes = Object.fromEntries(
    kept.filter(([id]) => to.nodes.has(id)).map(([id, outcome]) => [id, outcome]),
  );
  if (after.end) after.end = { ...after.end, element: target(after.end.element) };
  for (const token of after.tokens) {
    const old = before.tokens.find(t => t.id === token.id) as MovingToken;
    token.at = target(token.at);
    if (token.by) token.by = mapping.flows?.[token.by] ?? token.by;
    if (token.left) token.left = renameKeys(token.left, target);
    exchangeWaits(before, after, old, token);
  }
  return {
    state: closeRun(after),
    commands: [...before.commands, ...after.commands],
    moved,
    dropped,
    problems: [],
  };
}

function obstacle(
  from: Graph,
  to: Graph,
  state: ProcessState,
  token: ProcessState['tokens'][number],
  mapping: Mapping,
): MigrationProblem['reason'] | null {
  const old = from.nodes.get(token.at);
  const target = to.nodes.get(mapping.elements?.[token.at] ?? token.at);
  if (!old || !target) return 'gone';
  if (old.kind !== target.kind || old.trigger !== target.trigger) return 'other-kind';
  const outer = state.tokens.find(t => t.id === token.in);
  const scope = outer ? to.nodes.get(mapping.elements?.[outer.at] ?? outer.at)?.body : to.id;
  if (target.scope !== scope) return 'other-scope';
  const by = token.by && (mapping.flows?.[token.by] ?? token.by);
  return by && !target.incoming.includes(by) ? 'flow-gone' : null;
}

const renameKeys = <T>(record: Record<string, T>, name: (key: string) => string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [name(key), value]));

// What the caller keeps for the token is named by element: where that or its meaning changed, it is made anew.
function exchangeWaits(before: Run, after: Run, old: MovingToken, token: MovingToken): void {
  const was = before.graph.nodes.get(old.at) as Node;
  const is = after.graph.nodes.get(token.at) as Node;
  if (signature(before.graph, was) === signature(after.graph, is)) return;
  callOff(before, old);
  resumeWait(after, is, token);
}

function signature(graph: Graph, node: Node): string {
  const task = isHumanTask(node)
    ? [node.name, node.lane, node.outcomes, node.act, node.form, node.share]
    : [];
  const own = [node.id, task, node.service, node.params, node.timer];
  const events = [
    ...(graph.boundaries.get(node.id) ?? []),
    ...(node.kind === 'event-based'
      ? node.outgoing.flatMap(f => graph.nodes.get(graph.flows.get(f)?.to ?? '') ?? [])
      : []),
  ];
  return JSON.stringify([own, events.map(e => [e.id, e.timer])]);
}

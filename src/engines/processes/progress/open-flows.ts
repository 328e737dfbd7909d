import { flowOf, type Graph, type Node } from '../graph.ts';
import { holds } from '../run/conditions.ts';
import type { ProcessData, ProcessState, Token } from '../run/state.ts';
import { unpackFlows } from '../ways/gone.ts';
import { reachable } from '../ways/reach.ts';
import { forwardWays } from '../ways/shares.ts';
import type { OpenFlow } from './beside.ts';

// A gateway whose conditions read the answers only is decided from the start; what an official decides stays open.
export function openFlows(graph: Graph, data: ProcessData): OpenFlow {
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

const CHOICES: ReadonlySet<Node['kind']> = new Set<Node['kind']>(['exclusive', 'inclusive', 'event-based']);

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
 * As `open`, without the ways that were not chosen where a gateway has been gone through and no token is before it any more, and without
 * those of events on the edge of steps that have not come. States
 * that do not say which ways were gone leave them open.
 */
export function asDecided(
  graph: Graph,
  open: OpenFlow,
  state: ProcessState,
  scope: string,
  tokens: readonly Token[],
): OpenFlow {
  if (state.gone === undefined) return open;
  const gone = unpackFlows(graph, state.gone);
  const forward = forwardWays(graph, scope);
  const ahead = new Set(
    tokens.flatMap(t => [...reachable(forward.get(t.at) ?? [], id => forward.get(id) ?? [])]),
  );
  const at = new Set(tokens.map(t => t.at));
  const isLeft = (node: Node) => node.scope === scope && !ahead.has(node.id) && !at.has(node.id);
  const isDecided = (node: Node) =>
    CHOICES.has(node.kind) && isLeft(node) && node.outgoing.some(id => gone.has(id));
  // What an event on its edge has interrupted was not left by its own way.
  const isInterrupted = (node: Node) =>
    isLeft(node) &&
    (graph.boundaries.get(node.id) ?? []).some(b => b.interrupting && b.outgoing.some(id => gone.has(id)));
  return (node, flow) =>
    open(node, flow) &&
    // What may interrupt a step is no way of the dossier until it does.
    (gone.has(flow) || !(node.kind === 'boundary' || isDecided(node) || isInterrupted(node)));
}

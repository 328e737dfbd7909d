import { ACTIVITIES, type Graph, isHumanTask, type Node } from '../graph.ts';
import { calledIn, type Problem, problem } from '../problems.ts';

/** What each element must have by itself: ways out, conditions, lanes, messages, services. */
export function checkStructure(graph: Graph): Problem[] {
  const found: Problem[] = [];
  const lanes = new Set<string>();
  for (const node of graph.nodes.values()) {
    found.push(...checkWaysOut(node, graph), ...checkEvent(node, graph), ...checkLane(node, graph, lanes));
    if (node.kind === 'service' && !node.service) found.push(problem('service-missing', node));
  }
  return [...found, ...checkStarts(graph)];
}

function checkWaysOut(node: Node, graph: Graph): Problem[] {
  const flows = node.outgoing.flatMap(id => graph.flows.get(id) ?? []);
  const gateway = ['exclusive', 'inclusive', 'parallel', 'event-based'].includes(node.kind);
  if (node.kind === 'end') return flows.length ? [problem('dead-end', node, 'endEvent')] : [];
  if (!flows.length) return [problem(gateway ? 'gateway-without-way-out' : 'dead-end', node)];
  if (node.kind === 'event-based')
    return flows.flatMap(f => checkEventTarget(node, graph.nodes.get(f.to), graph));
  const chooses = node.kind === 'exclusive' || node.kind === 'inclusive';
  const found: Problem[] = [];
  if (chooses && flows.length > 1) {
    for (const flow of flows) {
      if (!flow.condition && flow.id !== node.defaultFlow)
        found.push(problem('flow-without-condition', flow, calledIn(node)));
    }
  }
  // A flow without a condition is always open; where all have one, all may be false.
  const open = flows.some(
    f => f.id === node.defaultFlow || (!f.condition && (!chooses || flows.length === 1)),
  );
  if (!open && node.kind !== 'parallel') found.push(problem('gateway-without-default', node));
  return found;
}

// BPMN 2.0.2, section 10.6.6: only catching events and receive tasks, entered from the gateway alone.
function checkEventTarget(gateway: Node, target: Node | undefined, graph: Graph): Problem[] {
  if (!target) return [];
  const waits = target.kind === 'catch' || (target.kind === 'receive' && !graph.boundaries.has(target.id));
  return waits && target.incoming.length === 1
    ? []
    : [problem('event-gateway-target', gateway, calledIn(target))];
}

function checkEvent(node: Node, graph: Graph): Problem[] {
  const found: Problem[] = [];
  const speaks = node.trigger === 'message' || node.kind === 'send' || node.kind === 'receive';
  if (speaks && !node.message) found.push(problem('message-missing', node));
  if (node.kind !== 'boundary') return found;
  const activity = graph.nodes.get(node.attachedTo ?? '');
  if (!activity || !ACTIVITIES.has(activity.kind)) found.push(problem('boundary-needs-activity', node));
  else if (node.trigger === 'error' && !['service', 'sub-process', 'call'].includes(activity.kind)) {
    found.push(problem('error-not-thrown', node, calledIn(activity)));
  }
  if (node.incoming.length) found.push(problem('boundary-needs-activity', node));
  return found;
}

function checkLane(node: Node, graph: Graph, seen: Set<string>): Problem[] {
  if (!isHumanTask(node)) return [];
  // The tasks of a called process may stand in the lane of the activity that calls it.
  if (!node.lane) return topScope(node, graph) === graph.id ? [problem('task-without-lane', node)] : [];
  if (node.lane.role || seen.has(node.lane.id)) return [];
  seen.add(node.lane.id);
  return [problem('lane-without-role', node.lane)];
}

const topScope = (node: Node, graph: Graph): string => {
  const outer = graph.nodes.get(node.scope);
  return outer ? topScope(outer, graph) : node.scope;
};

function checkStarts(graph: Graph): Problem[] {
  const bodies = [...graph.nodes.values()].flatMap(n => (n.body && n.kind === 'sub-process' ? [n.body] : []));
  const called = [...graph.nodes.values()].flatMap(n => (n.body && n.kind === 'call' ? [n.body] : []));
  return [graph.id, ...new Set([...bodies, ...called])].flatMap(scope => {
    const starts = graph.starts.get(scope) ?? [];
    const at = graph.nodes.get(scope) ?? { id: scope, name: scope === graph.id ? graph.name : null };
    const plain = starts.filter(s => s.trigger === 'none');
    const found: Problem[] = [];
    if (scope === graph.id ? !starts.length : !plain.length) found.push(problem('no-start', at));
    if (plain.length > 1 || new Set(starts.map(s => s.message)).size < starts.length)
      found.push(problem('many-starts', at));
    if (bodies.includes(scope) && starts.some(s => s.trigger !== 'none')) {
      found.push(problem('unsupported', at, 'message-start-in-sub-process'));
    }
    return found;
  });
}

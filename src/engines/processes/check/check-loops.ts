import type { Graph, Node } from '../graph.ts';
import { flowOf } from '../graph.ts';
import { calledIn, type Problem, problem } from '../problems.ts';

/**
 * Loops in which nothing waits: no task, timer, message or service. A token would run in them for ever inside one
 * transaction. A sub-process counts as waiting when no path through it is without a wait.
 */
export function checkLoops(graph: Graph): Problem[] {
  const passing = new Map<string, boolean>();
  const passes = (node: Node): boolean => {
    const known = passing.get(node.id);
    if (known !== undefined) return known;
    passing.set(node.id, false);
    const answer = ['sub-process', 'call'].includes(node.kind)
      ? passesThrough(graph, node, passes)
      : !waits(node);
    passing.set(node.id, answer);
    return answer;
  };
  const done = new Set<string>();
  const found: Problem[] = [];
  for (const start of graph.nodes.values()) {
    const loop = findLoop(graph, start, passes, done);
    if (loop) found.push(problem('endless-loop', loop.at(0) ?? start, loop.map(calledIn).join(' → ')));
  }
  return found;
}

const waits = (node: Node): boolean =>
  ['user', 'manual', 'service', 'receive', 'catch', 'event-based'].includes(node.kind);

const successors = (graph: Graph, node: Node): Node[] =>
  node.outgoing.flatMap(id => graph.nodes.get(flowOf(graph, id).to) ?? []);

function passesThrough(graph: Graph, scope: Node, passes: (node: Node) => boolean): boolean {
  const queue = [...(graph.starts.get(scope.body ?? '') ?? [])];
  const seen = new Set(queue);
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (!passes(node)) continue;
    if (node.kind === 'end') return true;
    for (const next of successors(graph, node)) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return false;
}

// Depth-first over nodes that let tokens pass; the first node met again on the path closes a loop.
function findLoop(
  graph: Graph,
  start: Node,
  passes: (node: Node) => boolean,
  done: Set<string>,
): Node[] | null {
  const path: Node[] = [];
  const visit = (node: Node): Node[] | null => {
    const at = path.indexOf(node);
    if (at >= 0) return path.slice(at);
    if (done.has(node.id) || !passes(node)) return null;
    path.push(node);
    for (const next of successors(graph, node)) {
      const loop = visit(next);
      if (loop) return loop;
    }
    path.pop();
    done.add(node.id);
    return null;
  };
  const loop = visit(start);
  for (const node of loop ?? []) done.add(node.id);
  return loop;
}

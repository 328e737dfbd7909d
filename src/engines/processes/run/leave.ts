import type { Node } from '../graph.ts';
import { holds } from './conditions.ts';
import { type Run, send } from './run.ts';
import { ProcessError } from './state.ts';

/** Sends the tokens that leave `node` when it is done: all flows without a condition and those whose condition holds. */
export function leave(run: Run, node: Node, scope: number | undefined): void {
  const taken = node.outgoing.filter(id => {
    const flow = run.graph.flows.get(id);
    if (!flow || (id === node.defaultFlow && node.outgoing.length > 1)) return false;
    return !flow.condition || holds(flow.condition, run.data, run.outcomes);
  });
  if (!taken.length && node.defaultFlow) taken.push(node.defaultFlow);
  if (!taken.length) throw new ProcessError('no-way-out', node.id);
  send(run, taken, scope);
}

/** The one flow an exclusive gateway takes: the first, in the order of the file, whose condition holds. */
export function chooseOne(run: Run, node: Node): string {
  for (const id of node.outgoing) {
    const flow = run.graph.flows.get(id);
    if (!flow || (id === node.defaultFlow && node.outgoing.length > 1)) continue;
    if (!flow.condition || holds(flow.condition, run.data, run.outcomes)) return id;
  }
  if (!node.defaultFlow) throw new ProcessError('no-way-out', node.id);
  return node.defaultFlow;
}

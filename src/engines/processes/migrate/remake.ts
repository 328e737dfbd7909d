import { type Graph, isHumanTask, nodeOf } from '../graph.ts';
import { createTask } from '../run/advance.ts';
import { beginRun } from '../run/run.ts';
import type { Command, ProcessData, ProcessState } from '../run/state.ts';

/**
 * The tasks of all tokens that stand at one, as they would be asked for anew: what their lanes mean has changed outside (another
 * agency handles the dossier). The state stays as it is, and timers run on.
 */
export function tasksAnew(
  graph: Graph,
  state: ProcessState,
  data: ProcessData,
): Array<Extract<Command, { type: 'create-task' }>> {
  const run = beginRun(graph, state, data);
  for (const token of run.tokens) {
    const node = nodeOf(graph, token.at);
    if (isHumanTask(node)) createTask(run, node, token);
  }
  return run.commands.filter(c => c.type === 'create-task');
}

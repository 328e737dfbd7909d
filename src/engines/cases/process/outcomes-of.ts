import type { Graph } from '#engines/processes';
import type { Task } from '#engines/work';
import { taskKind } from './new-task.ts';

/** What the process lets one decide at a task, and which kind of act it is. */
export function outcomesOf(
  graph: Graph,
  task: Pick<Task, 'ref' | 'elementId'>,
): { act: string | null; outcomes: readonly string[] } {
  // A warning or an answer names the step that it is about, and is only to be read.
  if (taskKind(task) !== 'step') return { act: taskKind(task), outcomes: ['done'] };
  const node = graph.nodes.get(task.elementId);
  return { act: node?.act ?? null, outcomes: node?.outcomes.length ? node.outcomes : ['done'] };
}

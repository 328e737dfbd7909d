import type { Graph } from '#engines/processes';
import type { Task } from '#engines/work';
import { taskKind } from './new-task.ts';

/** How a new paper comes to whom it belongs; who wants none has the electronic one. */
const NEW_PAPER = { act: 'return', outcomes: ['counter', 'post', 'online'] } as const;

/** What the process lets one decide at a task, and which kind of act it is. */
export function outcomesOf(
  graph: Graph,
  task: Pick<Task, 'ref' | 'elementId'>,
): { act: string | null; outcomes: readonly string[] } {
  // A warning or an answer names the step that it is about, and is only to be read.
  const kind = taskKind(task);
  if (kind === 'paper') return NEW_PAPER;
  if (kind !== 'step') return { act: kind, outcomes: ['done'] };
  const node = graph.nodes.get(task.elementId);
  return { act: node?.act ?? null, outcomes: node?.outcomes.length ? node.outcomes : ['done'] };
}

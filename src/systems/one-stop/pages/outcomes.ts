import type { Graph } from '#engines/processes';
import type { Task } from '#engines/work';

/** What the process lets one decide at a task, and which kind of act it is. */
export function outcomesOf(graph: Graph, task: Task): { act: string | null; outcomes: readonly string[] } {
  const node = graph.nodes.get(task.elementId);
  return { act: node?.act ?? null, outcomes: node?.outcomes.length ? node.outcomes : ['done'] };
}

import type { Graph } from '#engines/processes';
import type { Task } from '#engines/work';
import type { LoadedProcedure } from './load.ts';
import { taskKind } from './new-task.ts';
import { isSignedThere } from './signed-there.ts';

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

/** As `outcomesOf`, without the ways by which a result cannot be given that is signed where it is handed over. */
export function outcomesFor(
  { graph, form }: Pick<LoadedProcedure, 'graph' | 'form'>,
  task: Pick<Task, 'ref' | 'elementId'>,
): ReturnType<typeof outcomesOf> {
  const all = outcomesOf(graph, task);
  return all.act === 'return' && taskKind(task) === 'step' && isSignedThere(form)
    ? { ...all, outcomes: all.outcomes.filter(o => o === 'counter') }
    : all;
}

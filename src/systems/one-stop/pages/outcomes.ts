import { taskKind } from '#engines/cases';
import type { Graph } from '#engines/processes';
import type { Task } from '#engines/work';
import type { Translate } from '#platform/i18n';

/** What the process lets one decide at a task, and which kind of act it is. */
export function outcomesOf(graph: Graph, task: Task): { act: string | null; outcomes: readonly string[] } {
  // A warning or an answer names the step that it is about, and is only to be read.
  if (taskKind(task) !== 'step') return { act: taskKind(task), outcomes: ['done'] };
  const node = graph.nodes.get(task.elementId);
  return { act: node?.act ?? null, outcomes: node?.outcomes.length ? node.outcomes : ['done'] };
}

/** Outcomes that many processes share, and that have words in both languages. */
const SHARED = new Set([
  'forward',
  'propose',
  'signed',
  'send-back',
  'approve',
  'reject',
  'done',
  'counter',
  'post',
  'online',
  'agree',
  'agree-with-comments',
  'disagree',
]);

/** An outcome as a button says it (`do`) or as the story tells it (`outcome`): in the words of the process where it has any. */
export function outcomeText(
  t: Translate,
  graph: Graph,
  elementId: string,
  outcome: string,
  as: 'do' | 'outcome',
): string {
  const said = graph.nodes.get(elementId)?.outcomeWords[outcome];
  if (said) return said;
  if (!SHARED.has(outcome)) return outcome;
  return as === 'do' ? t(`one-stop.do.${outcome}`) : t(`one-stop.outcome.${outcome}`);
}

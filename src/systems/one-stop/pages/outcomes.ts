import type { Graph } from '#engines/processes';
import type { Task } from '#engines/work';
import type { Translate } from '#platform/i18n';

/** What the process lets one decide at a task, and which kind of act it is. */
export function outcomesOf(graph: Graph, task: Task): { act: string | null; outcomes: readonly string[] } {
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

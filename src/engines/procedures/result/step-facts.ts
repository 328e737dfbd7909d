import type { Graph, TaskFact } from '#engines/processes';

/** What a step of the process has to say (`fs:facts`), with the name of the step. */
export type StepFact = TaskFact & { step: string };

/** All that the steps of a process say, by the name under which a template has it: `tasks.verify.status`. */
export type StepFacts = ReadonlyMap<string, StepFact>;

const NAMED = /^tasks\.([^.]+)\.([^.]+)$/;

/** The step and its fact that a field of a template names; null: it names something else. */
export function stepFactNamed(field: string): { element: string; fact: string } | null {
  const [, element, fact] = NAMED.exec(field) ?? [];
  return element && fact ? { element, fact } : null;
}

/** What the steps of a process say; null where the process cannot be read. */
export const stepFactsOf = (graph: Graph | null): StepFacts | null =>
  graph &&
  new Map(
    [...graph.nodes.values()].flatMap(node =>
      node.facts.map(fact => [`tasks.${node.id}.${fact.id}`, { ...fact, step: node.name }] as const),
    ),
  );

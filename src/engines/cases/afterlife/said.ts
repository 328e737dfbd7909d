import { stepFactNamed, stepFactsOf } from '#engines/procedures';
import type { Graph, Node, TaskFact } from '#engines/processes';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { loadProcedure } from '../process/load.ts';
import { templateOf } from '../results/file-of-result.ts';
import { stepWords } from '../results/step-words.ts';
import type { ResultTemplate } from '../results/template.ts';
import type { Dossier, Result } from '../types.ts';
import type { Change } from './types.ts';

/** A step and what it said of what stands on a result. */
export type SaidOnResult = { node: Node; facts: TaskFact[] };

/**
 * What officials wrote that stands on a result, step by step: what its template prints of steps that the dossier went through, and that may be said with
 * the outcome which they ended with.
 */
export async function saidOnResult(
  q: Queryable,
  deps: Pick<CaseDeps, 'templates' | 'wording'>,
  dossier: Dossier,
  result: Pick<Result, 'kind'>,
): Promise<SaidOnResult[]> {
  const { prints = [] } = await templateOf(q, deps, dossier, result.kind);
  const { graph } = await loadProcedure(q, dossier);
  const steps = new Map<string, SaidOnResult>();
  for (const named of new Set(prints)) {
    const { element = '', fact: id = '' } = stepFactNamed(named) ?? {};
    const node = graph.nodes.get(element);
    const outcome = dossier.processState.outcomes[element];
    const fact = node?.facts.find(f => f.id === id);
    if (!node || !fact || !outcome) continue;
    if (fact.when && !fact.when.includes(String(outcome.outcome))) continue;
    const step = steps.get(element) ?? { node, facts: [] };
    step.facts.push(fact);
    steps.set(element, step);
  }
  return [...steps.values()];
}

/** What differs between what the steps of two dossiers said, in Vietnamese words, as `changesBetween` of answers; `names`: as the paper has it. */
export function saidChanges(
  wording: Pick<CaseDeps['wording'], 'texts'>,
  graph: Graph,
  before: Dossier,
  after: Dossier,
  names: ResultTemplate['names'] = {},
): Change[] {
  const facts = stepFactsOf(graph) ?? new Map();
  const t = wording.texts.of('vi');
  return [...facts].flatMap(([named, { label }]) => {
    const [was, is] = [before, after].map(d => wordsOf(d, named));
    return was === is ? [] : [{ label: names[named] ?? label, before: was ?? '', after: is ?? '' }];
  });

  function wordsOf(dossier: Dossier, named: string): string {
    const { element = '', fact = '' } = stepFactNamed(named) ?? {};
    const value = dossier.processState.outcomes[element]?.[fact] ?? '';
    return value === '' ? '' : stepWords(t, facts, dossier, named, true);
  }
}

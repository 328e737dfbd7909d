import type { ModdleElement } from 'bpmn-moddle';
import type { Node, TaskFact } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { feelText, refer, text } from './read-element.ts';

const NAME = /^[A-Za-z][A-Za-z0-9+_-]{0,59}$/;

/**
 * `fs:when="clear: tasks.lookUp.outcome = null; ban: form.request.ban = true"`: an outcome of the step may be chosen only when its
 * condition (FEEL) holds; a fact of it has to be said when its condition does, and may be left out when not. Each is named once; a
 * fact that has to be said anyway needs no condition. Only steps that may have facts may have it.
 */
export function withConditions(
  e: ModdleElement,
  { kind, outcomes, facts }: Pick<Node, 'kind' | 'outcomes' | 'facts'>,
  problems: Problem[],
): Pick<Node, 'facts' | 'openWhen'> {
  const openWhen: Record<string, string> = {};
  const act = text(e, 'fs:act');
  const mayAsk = (kind === 'user' || kind === 'manual') && act !== 'sign' && act !== 'return';
  const must = new Map<string, string>();
  for (const one of (text(e, 'fs:when') ?? '').split(';')) {
    if (!one.trim()) continue;
    const [name = '', ...rest] = one.split(':').map(part => part.trim());
    const condition = NAME.test(name) ? feelText(rest.join(':')) : null;
    const isOutcome = outcomes.includes(name);
    const fact = facts.find(f => f.id === name);
    const known = isOutcome !== (fact !== undefined) && !(name in openWhen) && !must.has(name);
    if (!mayAsk || !condition || !known || (fact && !fact.optional && !fact.when))
      problems.push(problem('bad-when', refer(e), one.trim()));
    else if (isOutcome) openWhen[name] = condition;
    else must.set(name, condition);
  }
  const withMust = (fact: TaskFact): TaskFact => {
    const condition = must.get(fact.id);
    return condition === undefined ? fact : { ...fact, must: condition };
  };
  return { facts: must.size ? facts.map(withMust) : facts, openWhen };
}

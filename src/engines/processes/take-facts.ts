import type { FactKind, Node } from './graph.ts';
import { type Outcome, ProcessError } from './state.ts';

const LONGEST_TEXT = 200;
const HOLDS: Readonly<Record<FactKind, (value: unknown) => boolean>> = {
  text: v => typeof v === 'string' && v.length > 0 && v.length <= LONGEST_TEXT,
  number: v => typeof v === 'number' && Number.isFinite(v),
  money: v => Number.isSafeInteger(v) && Number(v) >= 0,
  date: v => typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v),
  'yes-no': v => typeof v === 'boolean',
};

/**
 * An outcome with the facts that its task asks for, and no others; what may be left out and was is null, so that FEEL can ask.
 * Throws `ProcessError` `facts-wrong` when one is missing or is not of its kind.
 */
export function takeFacts(node: Node, outcome: Outcome): Outcome {
  if (!node.facts.length) return outcome;
  const taken: Record<string, Outcome[string]> = { outcome: outcome.outcome ?? null };
  for (const { id, kind, optional } of node.facts) {
    const value = outcome[id] ?? null;
    if (value === null ? !optional : !HOLDS[kind](value)) throw new ProcessError('facts-wrong', node.id);
    taken[id] = value;
  }
  return taken;
}

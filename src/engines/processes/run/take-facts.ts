import type { FactBound, FactKind, Node, TaskFact } from '../graph.ts';
import { holds } from './conditions.ts';
import { type Outcome, type ProcessData, ProcessError } from './state.ts';

/** The longest that a fact may be, in characters: a line, and what needs several. */
export const LONGEST_FACT = { text: 200, lines: 500 } as const;

const HOLDS: Readonly<Record<FactKind, (value: unknown) => boolean>> = {
  text: v => typeof v === 'string' && v.length > 0 && v.length <= LONGEST_FACT.text,
  lines: v => typeof v === 'string' && v.length > 0 && v.length <= LONGEST_FACT.lines,
  digits: v => typeof v === 'string' && /^\d{1,40}$/.test(v),
  'personal-number': v => typeof v === 'string' && /^\d{12}$/.test(v),
  number: v => typeof v === 'number' && Number.isFinite(v),
  money: v => Number.isSafeInteger(v) && Number(v) >= 0,
  date: v => typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v),
  time: v => typeof v === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(v),
  'yes-no': v => typeof v === 'boolean',
};

/** The days that bounds of dates speak of, `YYYY-MM-DD`. */
export type FactDays = { today: string; received: string };

/** The day that a bound of a date means. */
export const boundDay = (bound: FactBound, days: FactDays): string =>
  bound === 'today' || bound === 'received' ? days[bound] : String(bound);

/** What conditions of a step are judged by: what was applied for, and what the steps before it said. */
export type Standing = { data: ProcessData; outcomes: Readonly<Record<string, Outcome>> };

const isSo = (condition: string, { data, outcomes }: Standing) => holds(condition, data, { ...outcomes });

/** Whether a fact goes with an outcome. One that goes with some only is not to be said with another. */
export const mayBeSaid = ({ when }: TaskFact, outcome: unknown): boolean =>
  !when || when.includes(String(outcome));

/** Whether a fact has to be said with an outcome, as the dossier stands. */
export const mustSay = (fact: TaskFact, outcome: unknown, standing: Standing): boolean =>
  mayBeSaid(fact, outcome) && (fact.must ? isSo(fact.must, standing) : !fact.optional);

/** Whether an outcome may be chosen, as the dossier stands. */
export const isOpen = ({ openWhen }: Node, outcome: string, standing: Standing): boolean =>
  openWhen[outcome] === undefined || isSo(openWhen[outcome], standing);

/**
 * An outcome with the facts that its task asks for, and no others; what may be left out and was is null, so that FEEL can ask.
 * Throws `ProcessError` `outcome-closed` when the outcome's condition does not hold (`fs:when`); `facts-wrong` when a fact is missing, is not of its kind or out of its bounds. The bounds of a date that name
 * today or the day of reception are whoever knows those days to mind (`checkFactDays`).
 */
export function takeFacts(node: Node, outcome: Outcome, standing: Standing): Outcome {
  if (!isOpen(node, String(outcome.outcome), standing)) throw new ProcessError('outcome-closed', node.id);
  if (!node.facts.length) return outcome;
  const taken: Record<string, Outcome[string]> = { outcome: outcome.outcome ?? null };
  for (const fact of node.facts) {
    const value = outcome[fact.id] ?? null;
    const wrong =
      value === null
        ? mustSay(fact, outcome.outcome, standing)
        : !HOLDS[fact.kind](value) || !inBounds(fact, value) || !mayBeSaid(fact, outcome.outcome);
    if (wrong) throw new ProcessError('facts-wrong', node.id);
    taken[fact.id] = value;
  }
  return taken;
}

function inBounds({ kind, least, most }: TaskFact, value: unknown): boolean {
  if (kind === 'date') return true;
  const size = kind === 'digits' ? String(value).length : Number(value);
  return !(typeof least === 'number' && size < least) && !(typeof most === 'number' && size > most);
}

/** Throws `ProcessError` `facts-wrong` when a date lies before the first or after the last day that its fact allows. */
export function checkFactDays(node: Node, facts: Outcome, days: FactDays): void {
  for (const { id, kind, least, most } of node.facts) {
    const day = facts[id];
    if (kind !== 'date' || typeof day !== 'string') continue;
    if (
      (least !== undefined && day < boundDay(least, days)) ||
      (most !== undefined && day > boundDay(most, days))
    )
      throw new ProcessError('facts-wrong', node.id);
  }
}

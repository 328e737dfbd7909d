import type { FormData } from '#engines/forms';
import { valueAt } from '#engines/forms';
import { DECLINE, isOpen, type Node, type Outcome, type Standing, type TaskFact } from '#engines/processes';
import type { Random } from '../plan/random.ts';
import { numberOf, saidAt } from './said.ts';

/** Sent back, found wanting: happens, but not twice. */
const BACK = /back|unfit|reject|refuse|fail|lack|no$|not|late|wrong|mend|deny|insufficient|again/;
const BACK_SHARE = 0.05;

/** How a step ends, as the dossier stands: mostly well. A step that was done before is not sent round again. */
export function choose(
  random: Random,
  node: Node | undefined,
  visits: number,
  data: FormData,
  standing: Standing,
): string {
  const outcomes = node?.outcomes.filter(o => o !== DECLINE && isOpen(node, o, standing)) ?? [];
  if (node?.act === 'return') {
    const way = valueAt(data, 'result.way');
    return outcomes.find(o => o === way) ?? outcomes[0] ?? 'counter';
  }
  const good = outcomes.filter(o => !BACK.test(o));
  const bad = outcomes.filter(o => BACK.test(o));
  if (bad.length && visits === 0 && random.chance(BACK_SHARE)) return random.pick(bad);
  // Asking round, looking on site: what is named first is done first, what goes on is named after it.
  return good[Math.min(visits, good.length - 1)] ?? outcomes[0] ?? 'done';
}

/** A number between the bounds of a fact, of those that are usual. */
function within({ least, most }: TaskFact, usual: readonly [number, number]): [number, number] {
  const from = typeof least === 'number' ? Math.max(usual[0], least) : usual[0];
  return [from, Math.max(from, typeof most === 'number' ? Math.min(usual[1], most) : usual[1])];
}

function factFor(random: Random, step: string, fact: TaskFact, day: string, data: FormData): unknown {
  const { kind } = fact;
  switch (kind) {
    case 'date':
      return day;
    case 'number':
      return random.int(...within(fact, [2, 9]));
    case 'money':
      return random.int(1, 40) * 50_000;
    case 'yes-no':
      return random.chance(0.8);
    case 'time':
      return '09:30';
    case 'digits': {
      const [length] = within(fact, [1, 40]);
      return Array.from({ length }, () => random.int(1, 9)).join('');
    }
    case 'personal-number':
      return numberOf(random, fact.of ?? '', data);
    case 'text':
    case 'lines':
      return saidAt(random, step, fact.id, data);
  }
}

/** What a step asks for beside its outcome; undefined where it asks for nothing. */
export function factsFor(
  random: Random,
  node: Node | undefined,
  outcome: string,
  day: string,
  data: FormData,
): Outcome | undefined {
  const facts = node?.facts ?? [];
  if (!facts.length) return undefined;
  const said = facts.filter(fact => !fact.when || fact.when.includes(outcome));
  return Object.fromEntries(
    said.map(fact => [fact.id, factFor(random, node?.id ?? '', fact, day, data)]),
  ) as Outcome;
}

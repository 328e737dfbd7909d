import type { FormData } from '#engines/forms';
import { valueAt } from '#engines/forms';
import type { Node, Outcome, TaskFact } from '#engines/processes';
import type { Random } from '../plan/random.ts';

/** Sent back, found wanting: happens, but not twice. */
const BACK = /back|unfit|reject|refuse|fail|lack|no$|not|late|wrong|mend|deny|insufficient/;
const BACK_SHARE = 0.05;

/** How a step ends: mostly well. A step that was done before is not sent round again. */
export function choose(random: Random, node: Node | undefined, visits: number, data: FormData): string {
  const outcomes = node?.outcomes ?? [];
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

function factFor(random: Random, { kind, label }: TaskFact, day: string): unknown {
  switch (kind) {
    case 'date':
      return day;
    case 'number':
      return random.int(2, 9);
    case 'money':
      return random.int(1, 40) * 50_000;
    case 'yes-no':
      return random.chance(0.8);
    case 'text':
      return `${label}: đã xem (giả định)`;
  }
}

/** What a step asks for beside its outcome; undefined where it asks for nothing. */
export function factsFor(random: Random, node: Node | undefined, day: string): Outcome | undefined {
  const facts = node?.facts ?? [];
  if (!facts.length) return undefined;
  return Object.fromEntries(facts.map(fact => [fact.id, factFor(random, fact, day)])) as Outcome;
}

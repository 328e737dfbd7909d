import type { Candidate } from './candidates.ts';
import type { Way } from './rule.ts';

/** Of a post: how much lies open with it, and when it was last given something by the rule; null: never. */
export type Standing = { postId: string; open: number; givenAt: Date | null };

/**
 * Who may be given a step by a rule. A post that is passed on to somebody else is given nothing by turns, for that person has
 * work of his own; where the rule names it, whoever acts for it does the step.
 */
export function eligible(way: Way, postId: string | null, candidates: readonly Candidate[]): Candidate[] {
  if (way === 'nobody') return [];
  if (way === 'fixed') return candidates.filter(c => c.postId === postId && c.state !== 'away');
  return candidates.filter(c => c.state === 'there');
}

/** A post, and who holds it. */
export type Held = { accountId: string; postId: string };

/** Whose posts are the same person's: who holds them. */
const holdersOf = ({ holders }: Candidate): string => [...holders].sort().join(' ');

/**
 * One standing for each person: he has in hand what lies open with any post that he holds (`held`), of this agency or another, whether or not it may
 * do this step, and had his turn when any candidate of his had one. He is given a step in the first of them. A post that several hold stands
 * as the one of them who has the least.
 */
export function byPerson(
  candidates: readonly Candidate[],
  standings: readonly Standing[],
  held: readonly Held[],
): Standing[] {
  const of = new Map(standings.map(s => [s.postId, s]));
  const inHand = new Map<string, number>();
  for (const { accountId, postId } of held)
    inHand.set(accountId, (inHand.get(accountId) ?? 0) + (of.get(postId)?.open ?? 0));
  const people = new Map<string, Standing>();
  for (const candidate of candidates) {
    const own = of.get(candidate.postId);
    if (!own) continue;
    const person = holdersOf(candidate);
    const open = Math.min(...candidate.holders.map(id => inHand.get(id) ?? 0));
    const { postId, givenAt } = people.get(person) ?? own;
    const last = when(own.givenAt) > when(givenAt) ? own.givenAt : givenAt;
    people.set(person, { postId, open, givenAt: last });
  }
  return [...people.values()];
}

const when = (at: Date | null): number => at?.getTime() ?? 0;

/** In which order they are to be asked: by what they have, or by whose turn it is; what is equal by turn, then by id. */
export function inTurn(way: Way, standings: readonly Standing[]): Standing[] {
  return [...standings].sort(
    (a, b) =>
      (way === 'least-loaded' ? a.open - b.open : 0) ||
      when(a.givenAt) - when(b.givenAt) ||
      (a.postId < b.postId ? -1 : a.postId > b.postId ? 1 : 0),
  );
}

/** What a rule would do with `count` steps, one after the other, beginning from these standings: whom each goes to. */
export function rehearse(way: Way, standings: readonly Standing[], count: number): string[] {
  const now = new Map(standings.map(s => [s.postId, { ...s }]));
  let turn = Math.max(0, ...standings.map(s => when(s.givenAt)));
  const given: string[] = [];
  for (let n = 0; n < count; n++) {
    const next = inTurn(way, [...now.values()])[0];
    if (!next) break;
    turn += 1;
    now.set(next.postId, { ...next, open: next.open + 1, givenAt: new Date(turn) });
    given.push(next.postId);
  }
  return given;
}

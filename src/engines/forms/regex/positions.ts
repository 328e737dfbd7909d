import type { Node } from './parse.ts';

/**
 * The position automaton (Glushkov 1961) of an expression: a state for each character it may match. `follow` counts the
 * ways from one to the next: two ways are two choices for a backtracking matcher, with the same outcome.
 */
export type Positions = { sets: string[]; first: Set<number>; follow: Array<Map<number, number>> };

type Part = { nullable: boolean; first: Map<number, number>; last: Map<number, number> };

const MAX_POSITIONS = 400;
// A repetition with a bound behaves like one without as far as people wait for it; short ones are written out.
export const LONG = 8;

/** Throws RangeError when the expression has more than 400 positions. */
export function positionsOf(root: Node): Positions {
  const sets: string[] = [];
  const follow: Array<Map<number, number>> = [];
  const add = (into: Map<number, number>, from: Map<number, number>) => {
    for (const [p, ways] of from) into.set(p, Math.min(2, (into.get(p) ?? 0) + ways));
  };
  const connect = (from: Part, to: Part) => {
    for (const p of from.last.keys()) add(follow[p] ?? new Map(), to.first);
  };
  const nothing = (): Part => ({ nullable: true, first: new Map(), last: new Map() });

  function sequence(parts: Part[]): Part {
    return parts.reduce((a, b) => {
      connect(a, b);
      const first = new Map(a.first);
      if (a.nullable) add(first, b.first);
      const last = new Map(b.last);
      if (b.nullable) add(last, a.last);
      return { nullable: a.nullable && b.nullable, first, last };
    }, nothing());
  }

  function visit(node: Node): Part {
    switch (node.kind) {
      case 'empty':
        return nothing();
      case 'set': {
        if (sets.length >= MAX_POSITIONS) throw new RangeError('too many positions');
        const p = sets.push(node.set) - 1;
        follow.push(new Map());
        return { nullable: false, first: new Map([[p, 1]]), last: new Map([[p, 1]]) };
      }
      case 'cat':
        return sequence(node.of.map(visit));
      case 'alt': {
        const parts = node.of.map(visit);
        const first = new Map<number, number>();
        const last = new Map<number, number>();
        for (const part of parts) {
          add(first, part.first);
          add(last, part.last);
        }
        return { nullable: parts.some(part => part.nullable), first, last };
      }
      default:
        return repeat(node);
    }
  }

  function repeat({ of, min, max }: Extract<Node, { kind: 'repeat' }>): Part {
    if (max > LONG) {
      const part = visit(of);
      connect(part, part);
      return { ...part, nullable: part.nullable || min === 0 };
    }
    const copies = Array.from({ length: max }, (_, i) => {
      const part = visit(of);
      return { ...part, nullable: part.nullable || i >= min };
    });
    return sequence(copies);
  }

  const { first } = visit(root);
  return { sets, first: new Set(first.keys()), follow };
}

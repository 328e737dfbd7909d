import { createHash } from 'node:crypto';

/** A source of chance that says the same again for the same seed, on every machine. */
export type Random = {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** Whether something of probability `p` happens. */
  chance(p: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(from: readonly T[]): T;
  /** One of a list, each as often as its weight says. */
  weighted<T>(from: ReadonlyArray<readonly [T, number]>): T;
};

/** sfc32 (Chris Doty-Humphrey, PractRand), begun from the SHA-256 of the seed. */
function sfc32(seed: string): () => number {
  const digest = createHash('sha256').update(seed).digest();
  let [a, b, c, counter] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), 1];
  return () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
}

/** The chance of one matter: another `seed`, another course, and none depends on how much another one draws. */
export function randomOf(seed: string): Random {
  const next = sfc32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: p => next() < p,
    pick,
    weighted: from => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return (from.at(-1) as (typeof from)[number])[0];
    },
  };
}

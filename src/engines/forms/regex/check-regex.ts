import { type Node, parseRegex, UnsupportedRegex } from './parse.ts';
import { LONG, type Positions, positionsOf } from './positions.ts';

export type RegexFault = 'invalid' | 'unanchored' | 'unsupported' | 'too-long' | 'slow';

const MAX_LENGTH = 500;

// An import makes thousands of forms with the same few patterns.
const MAX_JUDGED = 1_000;
const judged = new Map<string, RegexFault | null>();

/**
 * What is wrong with the pattern of a field, or null. `slow`: there are texts on which a backtracking matcher would need time
 * exponential in their length, or a high power of it; decided on the position automaton by ambiguity (Weber and Seidl 1991:
 * two ways around a loop, or two loops joined, on one word), not by trying. A pattern must begin with `^`, as an unanchored one
 * is tried anew from each character.
 */
export function checkRegex(pattern: string): RegexFault | null {
  const before = judged.get(pattern);
  if (before !== undefined) return before;
  const fault = judge(pattern);
  if (judged.size < MAX_JUDGED) judged.set(pattern, fault);
  return fault;
}

/** Whether a pattern fits a text. Throws RangeError for one that `checkRegex` finds a fault in: such a pattern is never tried. */
export function regexFits(pattern: string, text: string): boolean {
  if (checkRegex(pattern)) throw new RangeError(`a pattern that is not to be tried: ${pattern.slice(0, 60)}`);
  return new RegExp(pattern, 'u').test(text);
}

function judge(pattern: string): RegexFault | null {
  if (pattern.length > MAX_LENGTH) return 'too-long';
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'invalid';
  }
  if (!pattern.startsWith('^')) return 'unanchored';
  try {
    const tree = parseRegex(pattern);
    if (tree.kind === 'alt') return 'unanchored';
    if (repeatsNothing(tree)) return 'slow';
    if (choices(tree) > MAX_CHOICES) return 'too-long';
    return isAmbiguous(positionsOf(tree)) ? 'slow' : null;
  } catch (error) {
    if (error instanceof UnsupportedRegex) return 'unsupported';
    if (error instanceof RangeError) return 'too-long';
    throw error;
  }
}

const nullable = (node: Node): boolean =>
  node.kind === 'empty' ||
  (node.kind === 'cat' && node.of.every(nullable)) ||
  (node.kind === 'alt' && node.of.some(nullable)) ||
  (node.kind === 'repeat' && (node.min === 0 || nullable(node.of)));

// `(a*)*`: what is repeated may match nothing, so there are any number of ways to match the same text.
const repeatsNothing = (node: Node): boolean => {
  if (node.kind === 'cat' || node.kind === 'alt') return node.of.some(repeatsNothing);
  if (node.kind !== 'repeat') return false;
  return (node.max > 1 && nullable(node.of)) || repeatsNothing(node.of);
};

// Without any loop `^a?a?a?…b` doubles its work with each `?`: at most 2²⁰ ways are left to try.
const MAX_CHOICES = 20;

/** The number of times a matcher may have to choose on one way through, loops taken once. */
function choices(node: Node): number {
  if (node.kind === 'cat') return node.of.reduce((sum, part) => sum + choices(part), 0);
  if (node.kind === 'alt') return 1 + Math.max(...node.of.map(choices));
  if (node.kind !== 'repeat') return 0;
  const own = node.max > node.min ? 1 : 0;
  if (node.of.kind === 'set' || node.max > LONG) return own + choices(node.of);
  return (own + choices(node.of)) * node.max;
}

// Enough characters to tell apart the sets that forms use: ASCII, Vietnamese letters, and some of other kinds.
const SAMPLES = [
  ...Array.from({ length: 0x250 }, (_, i) => String.fromCodePoint(i)),
  ...'ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ',
  ...'Đđ–—“”’…•₫\u0301\u200b\u202eабΩ中あ😀\u2028',
];

function overlapsOf(sets: readonly string[]): (a: number, b: number) => boolean {
  const extra = sets.flatMap(s => [...s].filter(c => (c.codePointAt(0) ?? 0) > 0x24f));
  const samples = [...new Set([...SAMPLES, ...extra])];
  const bits = sets.map(set => {
    const one = new RegExp(`^(?:${set})$`, 'u');
    return samples.reduce((sum, c, i) => (one.test(c) ? sum | (1n << BigInt(i)) : sum), 0n);
  });
  return (a, b) => ((bits[a] ?? 0n) & (bits[b] ?? 0n)) !== 0n;
}

function isAmbiguous({ sets, follow }: Positions): boolean {
  const overlap = overlapsOf(sets);
  const all = sets.map((_, i) => i);
  const next = (p: number) => [...(follow[p]?.keys() ?? [])];
  const reach = all.map(p => closure([p], next));
  const looping = all.filter(p => next(p).some(q => reach[q]?.has(p)));

  // Two ways over one and the same edge of a loop.
  if (looping.some(p => [...(follow[p] ?? [])].some(([q, ways]) => ways > 1 && reach[q]?.has(p))))
    return true;

  const n = sets.length;
  const pairs = (code: number) => {
    const [p, q] = [Math.floor(code / n), code % n];
    return next(p).flatMap(a => next(q).flatMap(b => (overlap(a, b) ? [a * n + b] : [])));
  };
  // Exponential: from (p,p) two ways part and meet again at (p,p).
  for (const p of looping) {
    const home = p * n + p;
    const parted = [...closure(pairs(home), pairs)].filter(c => Math.floor(c / n) !== c % n);
    if (parted.some(code => closure(pairs(code), pairs).has(home))) return true;
  }
  // Polynomial: (p,p,q) comes to (p,q,q) on one word, for two loops p and q.
  const triples = (code: number) => {
    const [p, q, r] = [Math.floor(code / (n * n)), Math.floor(code / n) % n, code % n];
    return next(p).flatMap(a =>
      next(q).flatMap(b =>
        overlap(a, b)
          ? next(r).flatMap(c => (overlap(a, c) && overlap(b, c) ? [(a * n + b) * n + c] : []))
          : [],
      ),
    );
  };
  return looping.some(p =>
    looping.some(
      q =>
        p !== q &&
        reach[p]?.has(q) &&
        closure(triples((p * n + p) * n + q), triples).has((p * n + q) * n + q),
    ),
  );
}

// A graph of pairs or triples that grows beyond this belongs to a pattern nobody should have to read: it is refused.
const MAX_STATES = 200_000;

function closure(from: readonly number[], next: (state: number) => readonly number[]): Set<number> {
  const seen = new Set(from);
  const queue = [...from];
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    for (const to of next(state)) {
      if (seen.has(to)) continue;
      if (seen.size >= MAX_STATES) throw new RangeError('too many states');
      seen.add(to);
      queue.push(to);
    }
  }
  return seen;
}

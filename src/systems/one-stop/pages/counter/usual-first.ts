import { fold } from '#platform/text';

type Named = { code: string; name: string };

/**
 * Procedures that were found for what a clerk typed: those whose names say it before those that only have to do with it, and of each the
 * office's usual (`codes`, the most first) before the rest. So the first one, which Enter takes, is what she typed.
 */
export function usualFirst<T extends Named>(
  rows: readonly T[],
  codes: readonly string[],
  typed: string,
): T[] {
  const phrase = ` ${fold(typed)}`;
  const called = (p: Named) => p.code === typed.trim() || ` ${fold(p.name)}`.includes(phrase);
  const rank = ({ code }: Named) => (codes.indexOf(code) + codes.length + 1) % (codes.length + 1);
  return [...rows].sort((a, b) => Number(called(b)) - Number(called(a)) || rank(a) - rank(b));
}

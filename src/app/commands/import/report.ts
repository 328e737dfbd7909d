import { EXIT } from '../command.ts';
import type { Io } from '../io.ts';

/** What came of an import: counts of lines, and each refused line with its reason in words. */
export type Outcome = {
  lines: number;
  created: number;
  corrected: number;
  unchanged: number;
  refused: number;
  problems: ReadonlyArray<{ line: number; text: string }>;
};

/** What an import counts: lines of a text, or features of a map. */
export type Counted = 'import' | 'import-boundaries';

/** Prints it, every line of it: what is long goes into a file (`> refused.txt`). The exit code says whether a line was refused: the others are loaded. */
export function printOutcome(io: Io, outcome: Outcome, counted: Counted = 'import'): number {
  const { problems, ...counts } = outcome;
  for (const { line, text } of problems) io.out(io.t(`cli.${counted}.refused`, { line, text }));
  io.out(io.t(`cli.${counted}.counts`, counts));
  return counts.refused > 0 ? EXIT.bad : EXIT.ok;
}

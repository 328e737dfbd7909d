import { EXIT } from './command.ts';
import type { Io } from './io.ts';

/** What came of an import: counts of lines, and each refused line with its reason in words. */
export type Outcome = {
  lines: number;
  created: number;
  corrected: number;
  unchanged: number;
  refused: number;
  problems: ReadonlyArray<{ line: number; text: string }>;
};

const SHOWN = 200;

/** Prints it. The exit code says whether a line was refused: the others are loaded. */
export function printOutcome(io: Io, outcome: Outcome): number {
  const { problems, ...counts } = outcome;
  for (const { line, text } of problems.slice(0, SHOWN)) io.out(io.t('cli.import.refused', { line, text }));
  if (problems.length > SHOWN) io.out(io.t('cli.import.more', { count: problems.length - SHOWN }));
  io.out(io.t('cli.import.counts', counts));
  return counts.refused > 0 ? EXIT.bad : EXIT.ok;
}

import { holds, type Outcome, type ProcessData } from '#engines/processes';
import type { Limit } from '#engines/worktime';
import type { ProcedureLimit } from '../types.ts';

/**
 * The limit that holds for answers and for what steps have said so far: that of the first case whose condition is true, with why; else
 * the limit itself. What is not known yet makes no condition true.
 */
export function limitOf(limit: ProcedureLimit, data: ProcessData, tasks: Record<string, Outcome>): Limit {
  const { cases = [], ...plain } = limit;
  const found = cases.find(c => holds(c.if, data, tasks));
  if (!found) return plain;
  const { if: _, says, ...rest } = found;
  return { ...rest, because: says };
}

import { awaitedOpinions, type BulkKind, goesOn } from '#engines/cases';
import type { Ctx } from '#platform/http';
import type { BulkLine } from './load.ts';
import { refusalWords } from './refusal.ts';

/** Of lines that would go on although another agency was asked in the course of their step and has not answered: that they are done alone, by task. */
export async function awaitedWords(
  ctx: Ctx,
  kind: BulkKind,
  lines: readonly BulkLine[],
): Promise<ReadonlyMap<string, string>> {
  // Nobody asks in the course of a signature.
  if (kind !== 'step') return new Map();
  const ids = lines.flatMap(l => (goesOn(l.outcome) ? [l.taskId] : []));
  const awaited = await awaitedOpinions(ctx.db, ids, ctx.clock.now());
  return new Map(
    [...awaited].map(([taskId, names]) => [
      taskId,
      refusalWords(ctx, { error: 'OPINION_AWAITED', params: { agencies: names.join(', ') } }),
    ]),
  );
}

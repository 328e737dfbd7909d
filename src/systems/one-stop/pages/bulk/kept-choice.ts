import { listBulkItems } from '#engines/cases';
import { type Answer, type Ctx, queryText, textFields } from '#platform/http';
import { keepFor, keptFor } from '../kept-words.ts';
import type { BulkLine } from './load.ts';

/** Field of a chosen step, by its id. */
export const CHOSEN = 'chon';
// By their numbers in the list, the largest choice fits into what a cookie holds.
const PLACES = 'thu-tu';

/** The answer to a confirmation; where it asks for the second factor first, which of the steps were ticked is kept over it. */
export async function keepChoice(ctx: Ctx, answer: Answer): Promise<Answer> {
  if (answer.kind !== 'redirect') return answer;
  const { id = '' } = ctx.req.params;
  const chosen = new Set(textFields(ctx.req.body, CHOSEN));
  const places = (await listBulkItems(ctx.db, id)).filter(i => chosen.has(i.taskId)).map(i => i.place);
  return keepFor(ctx, answer, id, { [PLACES]: places.join() });
}

/** Whether the second factor was shown just now, for a choice that is not confirmed yet. */
export const isBack = (ctx: Ctx): boolean => queryText(ctx.req.query, 'xong') === 'factor-shown';

/**
 * Which of the steps are ticked, by their ids: as they were sent, or were before the second factor; all but those `apart` where nobody has chosen yet. What was
 * chosen before the factor and is kept no longer is chosen anew: nobody signs what he had left out.
 */
export function choiceOf(
  ctx: Ctx,
  lines: readonly BulkLine[],
  apart: readonly BulkLine[],
): { ids: ReadonlySet<string>; gone: boolean } {
  if (ctx.req.method !== 'GET') return { ids: new Set(textFields(ctx.req.body, CHOSEN)), gone: false };
  const kept = keptFor(ctx, ctx.req.params.id ?? '')?.[PLACES]?.split(',');
  const gone = !kept && isBack(ctx);
  const ticked = lines.filter(l => !gone && !apart.includes(l) && (!kept || kept.includes(String(l.place))));
  return { ids: new Set(ticked.map(l => l.taskId)), gone };
}

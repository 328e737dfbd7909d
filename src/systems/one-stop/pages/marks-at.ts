import { loadProcedure, outcomesFor, type Story, type TaskFacts, type ToGive, toGive } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { lastCorrection } from './results/in-the-way.ts';
import { marksOf } from './seen.ts';

/** What the page shows of a dossier: the mark of it as a whole, and of each task that lies before the reader, by its id; of those that hand something over what that is. */
export async function marksAt(
  ctx: Ctx,
  story: Story,
  facing: readonly TaskFacts[],
): Promise<{
  seen: string;
  seenOf: ReadonlyMap<string, string>;
  gives: ReadonlyMap<string, readonly ToGive[]>;
}> {
  const { dossier, tasks } = story;
  const his = tasks.filter(task => facing.some(f => f.taskId === task.id));
  const correction = lastCorrection(story);
  const steps = his.map(task => ({ dossier, step: task.elementId, correction }));
  const [seen = '', ...marks] = await marksOf(ctx, [{ dossier }, ...steps]);
  const procedure = await loadProcedure(ctx.db, dossier);
  const gives = new Map<string, readonly ToGive[]>();
  for (const task of his)
    if (outcomesFor(procedure, task).act === 'return')
      gives.set(task.id, await toGive(ctx.db, dossier, task));
  return { seen, seenOf: new Map(his.map((task, i) => [task.id, marks[i] ?? seen])), gives };
}

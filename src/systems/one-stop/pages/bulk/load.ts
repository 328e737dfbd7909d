import {
  type BulkAct,
  type BulkItem,
  findBulk,
  findDossiers,
  listBulkItems,
  loadProcedure,
} from '#engines/cases';
import { outcomeText } from '#engines/processes';
import { findTasks, type Task } from '#engines/work';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';

/** A step of a bulk act with its task as it is now, and what its button would say. */
export type BulkLine = BulkItem & { task: Task; words: string };
export type LoadedBulk = { bulk: BulkAct; lines: BulkLine[] };

/** The bulk act of the address, which only who has chosen it sees. Throws NotFound. */
export async function loadBulk(ctx: Ctx): Promise<LoadedBulk> {
  const bulk = await findBulk(ctx.db, ctx.req.params.id ?? '');
  if (!bulk || bulk.accountId !== ctx.visitor?.accountId) throw NotFound();
  const items = await listBulkItems(ctx.db, bulk.id);
  const [tasks, dossiers] = await Promise.all([
    findTasks(
      ctx.db,
      items.map(i => i.taskId),
    ),
    findDossiers(
      ctx.db,
      items.map(i => i.dossierId),
    ),
  ]);
  const taskById = new Map(tasks.map(t => [t.id, t]));
  const dossierById = new Map(dossiers.map(d => [d.id, d]));
  const lines: BulkLine[] = [];
  for (const item of items) {
    const [task, dossier] = [taskById.get(item.taskId), dossierById.get(item.dossierId)];
    if (!task || !dossier) continue;
    const { graph } = await loadProcedure(ctx.db, dossier);
    const words = item.outcome ? outcomeText(ctx.lang, graph, task.elementId, item.outcome, 'do') : '';
    lines.push({ ...item, task, words });
  }
  return { bulk, lines };
}

import {
  actsOfBulk,
  type BulkAct,
  type BulkItem,
  findBulk,
  findDossiers,
  type KeptAct,
  listBulkItems,
  loadProcedure,
  type WhyAlone,
  whyAlone,
} from '#engines/cases';
import { outcomeText } from '#engines/processes';
import { findTasks, type Task } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';

/**
 * A step of a bulk act with its task as it is now, what its button would say, and why it is not done with the others where it is not. `act`: what
 * was done with it, or is to be taken back, as far as it is kept.
 */
export type BulkLine = BulkItem & {
  task: Task;
  about: About;
  words: string;
  alone: WhyAlone | null;
  act: KeptAct | undefined;
};
/** Whose dossier it is and what was asked for: a task that somebody has done meanwhile does not say it. */
type About = { person: string; code: string; matter: string };
export type LoadedBulk = { bulk: BulkAct; lines: BulkLine[] };

/** What was to be taken back and was meanwhile, by another way: nothing is left to do. */
const undoneBefore = (bulk: BulkAct, { state }: BulkItem, act: KeptAct | undefined) =>
  bulk.kind === 'undo' && bulk.state === 'chosen' && state === 'waiting' && act?.undoneAt
    ? { state: 'refused' as const, error: 'UNDONE_BEFORE', params: { at: formatDateTime(act.undoneAt) } }
    : {};

/** The bulk act of the address, which only who has chosen it sees. Throws NotFound. */
export async function loadBulk(ctx: Ctx): Promise<LoadedBulk> {
  const bulk = await findBulk(ctx.db, ctx.req.params.id ?? '');
  if (!bulk || bulk.accountId !== ctx.visitor?.accountId) throw NotFound();
  const items = await listBulkItems(ctx.db, bulk.id);
  const [acts, tasks, dossiers] = await Promise.all([
    actsOfBulk(ctx.db, bulk.undoes ?? bulk.id),
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
    const procedure = await loadProcedure(ctx.db, dossier);
    const { graph, version } = procedure;
    const about = { person: dossier.ownerName, code: dossier.code, matter: version.name };
    const words = item.outcome ? outcomeText(ctx.lang, graph, task.elementId, item.outcome, 'do') : '';
    const alone = item.error === 'BULK_NOT_THIS' ? whyAlone(bulk.kind, procedure, task) : null;
    const act = acts.get(item.taskId);
    lines.push({ ...item, ...undoneBefore(bulk, item, act), task, about, words, alone, act });
  }
  return { bulk, lines };
}

import { cancelTask, listTasks, liveTasksBySubject, openTask, type Task } from '#engines/work';
import type { Queryable, Tx } from '#platform/db';
import { listResultActs } from '../afterlife/read-acts.ts';
import { FETCHED } from '../deadlines/step-due.ts';
import { loadProcedure } from '../process/load.ts';
import { taskAbout } from '../process/new-task.ts';
import { outcomesOf } from '../process/outcomes-of.ts';
import { listResults } from '../read/dossier.ts';
import type { Dossier, Result } from '../types.ts';
import { isNewPaper, NEW_PAPER_REF } from './new-paper-ref.ts';

/** What stands in inboxes: written once, where the task is made. */
const STEP = 'Trả kết quả đính chính, cấp lại';

const ON_PAPER: ReadonlySet<string | null> = new Set(['counter', 'post']);
const isLive = ({ state }: Task): boolean => state === 'open' || state === 'suspended';

/** The tasks that hand results of a dossier over, or did. */
async function returnsOf(q: Queryable, dossier: Dossier): Promise<Task[]> {
  const { graph } = await loadProcedure(q, dossier);
  return (await listTasks(q, dossier.id)).filter(task => outcomesOf(graph, task).act === 'return');
}

const byEnd = (a: Task, b: Task): number => (a.endedAt?.getTime() ?? 0) - (b.endedAt?.getTime() ?? 0);

/** Results that hold, and took the place of others after a dossier's were last handed over. */
async function renewedSince(q: Queryable, { id }: Dossier, last: Task | undefined): Promise<Result[]> {
  const since = last?.endedAt;
  if (!since) return [];
  const acts = await listResultActs(q, id);
  const renewed = new Set(acts.filter(a => a.at > since).map(a => a.newResultId));
  return (await listResults(q, id)).filter(r => r.status === 'valid' && renewed.has(r.id));
}

/** In which of these dossiers a new paper waits for whom it belongs to. */
export async function withNewPaper(
  q: Queryable,
  dossierIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const live = await liveTasksBySubject(q, dossierIds);
  return new Set(dossierIds.filter(id => live.get(id)?.some(isNewPaper)));
}

/** The results whose new papers a task is to hand over, or has just handed over. */
export async function newPapersOf(q: Queryable, dossier: Dossier, { id }: Task): Promise<Result[]> {
  const ended = (await returnsOf(q, dossier)).filter(task => task.state === 'done' && task.id !== id);
  return renewedSince(q, dossier, ended.sort(byEnd).at(-1));
}

/**
 * Whoever was given a result on paper, over a counter or by post, is to have the paper that takes its place: the office that handed the first
 * over gets a task for it, and it goes again when no such paper is left to hand over (revoked since). While a step of the process is still
 * to hand results over, that step does it. The dossier is locked by the caller; asked for again it changes nothing.
 */
export async function keepNewPaper(tx: Tx, dossier: Dossier, at: Date): Promise<void> {
  const returns = await returnsOf(tx, dossier);
  const ended = returns.filter(task => task.state === 'done').sort(byEnd);
  const first = ended.findLast(task => ON_PAPER.has(task.outcome));
  const inProcess = returns.some(task => !isNewPaper(task) && isLive(task));
  const wanted = first && !inProcess && (await renewedSince(tx, dossier, ended.at(-1))).length > 0;
  const asked = returns.some(task => isNewPaper(task) && isLive(task));
  if (asked && !wanted) await cancelTask(tx, dossier.id, NEW_PAPER_REF, at);
  if (asked || !wanted) return;
  const { version } = await loadProcedure(tx, dossier);
  const { agencyId, permission } = first;
  // Nobody is late with it: it waits for whom it belongs to.
  const waits = { elementId: NEW_PAPER_REF, ref: NEW_PAPER_REF, dueAt: null, dueBasis: FETCHED };
  await openTask(tx, taskAbout(dossier, version.name, { ...waits, step: STEP, agencyId, permission }), at);
}

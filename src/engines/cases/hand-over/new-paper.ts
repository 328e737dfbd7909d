import { cancelTask, listTasks, openTask, type Task } from '#engines/work';
import type { Queryable, Tx } from '#platform/db';
import { usesOf } from '../acts/uses.ts';
import { FETCHED } from '../deadlines/step-due.ts';
import { loadProcedure } from '../process/load.ts';
import { taskAbout } from '../process/new-task.ts';
import { outcomesOf } from '../process/outcomes-of.ts';
import { hasResult } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { handedOverBy } from './fetched-at.ts';
import { FIRST_PAPER, isNewPaper, NEW_PAPER_REF } from './new-paper-ref.ts';
import { isCutShort, isWithNobody, notGiven, type PaperToGive } from './not-given.ts';

/** What stands in inboxes: written once, where the task is made. */
const STEP = 'Trả kết quả đính chính, cấp lại';
const FIRST_STEP = 'Trả bản giấy chưa giao';

const ON_PAPER: ReadonlySet<string | null> = new Set(['counter', 'post']);
/** The agency that hands papers over, and by which right. */
type HandsOver = Pick<Task, 'agencyId' | 'permission'>;

const isLive = ({ state }: Task): boolean => state === 'open' || state === 'suspended';

/** The tasks that hand results of a dossier over, or did. */
async function returnsOf(q: Queryable, dossier: Dossier): Promise<Task[]> {
  const { graph } = await loadProcedure(q, dossier);
  return (await listTasks(q, dossier.id)).filter(task => outcomesOf(graph, task).act === 'return');
}

const byEnd = (a: Task, b: Task): number => (a.endedAt?.getTime() ?? 0) - (b.endedAt?.getTime() ?? 0);

/** The results whose papers a task is to hand over, or has just handed over. */
export async function newPapersOf(
  q: Queryable,
  dossier: Dossier,
  { id }: Pick<Task, 'id'>,
): Promise<PaperToGive[]> {
  const done = (await returnsOf(q, dossier)).filter(task => task.state === 'done' && task.id !== id);
  return notGiven(q, dossier, done);
}

/**
 * Who is to hand over on paper what a dossier that was ended before had come to, or what went out electronically to no account; undefined where
 * nobody is.
 */
async function neverHandedOver(
  tx: Tx,
  dossier: Dossier,
  done: boolean,
  at: Date,
): Promise<HandsOver | undefined> {
  if (!(await isWithNobody(tx, dossier, done)) || !(await hasResult(tx, dossier.id))) return undefined;
  const procedure = await loadProcedure(tx, dossier);
  const way = usesOf(procedure.form, dossier.data).delivery;
  const owed = !isCutShort(dossier) || ON_PAPER.has(way ?? null);
  return owed ? handedOverBy(tx, procedure, dossier, at) : undefined;
}

/**
 * Whoever was given a result on paper, over a counter or by post, is to have the paper that takes its place, and who was given a decision instead
 * is to have the result when that decision is lifted: the office that handed over first gets a task for it, and it goes again when no such paper
 * is left to hand over (revoked since). While a step of the process is still to hand results over, that step does it. So is what was signed before
 * a dossier was taken back, or taken no further, and was asked for on paper, and what went out electronically to no account: the office that would
 * have handed it over does. The dossier is locked by the caller; asked for again it changes nothing. Returns whether a paper is still to be given.
 */
export async function keepNewPaper(tx: Tx, dossier: Dossier, at: Date): Promise<boolean> {
  const returns = await returnsOf(tx, dossier);
  const done = returns.filter(task => task.state === 'done').sort(byEnd);
  const first =
    done.findLast(task => ON_PAPER.has(task.outcome)) ??
    (await neverHandedOver(tx, dossier, done.length > 0, at));
  const inProcess = returns.some(task => !isNewPaper(task) && isLive(task));
  const papers = first && !inProcess ? await notGiven(tx, dossier, done) : [];
  const asked = returns.some(task => isNewPaper(task) && isLive(task));
  if (asked && !papers.length) await cancelTask(tx, dossier.id, NEW_PAPER_REF, at);
  if (asked || !first || !papers.length) return papers.length > 0;
  const { version } = await loadProcedure(tx, dossier);
  const { agencyId, permission } = first;
  const anew = papers.some(p => p.replaces);
  const element = anew
    ? { elementId: NEW_PAPER_REF, step: STEP }
    : { elementId: FIRST_PAPER, step: FIRST_STEP };
  // Nobody is late with it: it waits for whom it belongs to.
  const waits = { ...element, ref: NEW_PAPER_REF, dueAt: null, dueBasis: FETCHED };
  await openTask(tx, taskAbout(dossier, version.name, { ...waits, agencyId, permission }), at);
  return true;
}

import { type AblePost, holdersOfPosts, postsAble } from '#engines/identity';
import { agenciesAbove } from '#engines/organisation';
import {
  cancelTask,
  desertedFor,
  desertedPosts,
  escalationsDue,
  findTask,
  liveTasks,
  markEscalated,
  openTask,
  type Task,
} from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import type { CaseDeps } from '../deps.ts';
import { heirOf } from '../process/heir.ts';
import { loadProcedure } from '../process/load.ts';
import { taskAbout } from '../process/new-task.ts';
import { WARNING_REFS, type Why } from '../process/warning-ref.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { keepLetters, type LetterWhy } from './leader-letters.ts';

const LEADS = 'dossier.decide';

/** What the name of a warning begins with: the program's own words before the step's. */
const WARNS: Readonly<Record<Why, string>> = { due: 'Nhắc hạn', away: 'Người giữ đang vắng' };

/** Of which step a warning is, by its name, and why it came; null of any other name. */
export function warningNamed(name: string): { why: Why; step: string } | null {
  for (const why of ['due', 'away'] as const)
    if (name.startsWith(`${WARNS[why]}: `)) return { why, step: name.slice(WARNS[why].length + 2) };
  return null;
}

/** The step is over: its leader need not look any more. `ref`: the step's own mark. */
export async function endEscalation(tx: Tx, dossierId: string, ref: string, at: Date): Promise<void> {
  await cancelTask(tx, dossierId, WARNING_REFS.due(ref), at);
  await endAwayNotice(tx, dossierId, ref, at);
}

/** The step does not lie with somebody who is away any more. `ref`: its own mark. */
export const endAwayNotice = (tx: Tx, dossierId: string, ref: string, at: Date): Promise<number> =>
  cancelTask(tx, dossierId, WARNING_REFS.away(ref), at);

type Leaders = { agencyId: string; posts: AblePost[]; accountIds: string[] };

const holdersOf = (posts: readonly AblePost[]): string[] => [
  ...new Set(posts.flatMap(p => p.holders.map(h => h.accountId))),
];

/**
 * The agency whose leaders are told of a step, and who they are: the step's own, or the nearest above it where somebody leads. `away`: posts at which
 * nobody is; where others lead further above, who is there comes before who is not.
 */
export async function leadersOf(
  q: Queryable,
  agencyId: string,
  field: string,
  at: Date,
  away: ReadonlySet<string> = new Set(),
): Promise<Leaders> {
  const date = localDate(at);
  const path = [agencyId, ...(await agenciesAbove(q, agencyId, date)).map(a => a.id)];
  let nearest: Leaders | undefined;
  for (const [i, id] of path.entries()) {
    const posts = await postsAble(q, LEADS, path.slice(i), at, field);
    const leaders = { agencyId: id, posts, accountIds: holdersOf(posts) };
    if (posts.some(p => p.holders.length > 0 && !away.has(p.postId))) return leaders;
    if (leaders.accountIds.length) nearest ??= leaders;
  }
  return nearest ?? { agencyId, posts: [], accountIds: [] };
}

/** A step of a locked dossier, and why its leader is told of it. */
type Warning = { dossier: Dossier; task: Task; why: Why };

/** What a letter says of a step, and what it is sent once for: the warning before a step is due once, of an absence once a day for each post. */
const letterOf = ({ task, why }: Warning, at: Date): { why: LetterWhy; once: string } =>
  why === 'away'
    ? { why, once: `step-away:${task.id}:${task.postId}:${localDate(at)}` }
    : { why: task.dueAt && task.dueAt < at ? 'late' : 'due', once: `escalated:${task.id}` };

/** Writes to the leaders, with what else they are told in the same sweep: code, step and due time, and nobody's name. Of a synthetic dossier nobody is told. */
async function writeToLeaders(tx: Tx, warning: Warning, leaders: Leaders, at: Date): Promise<void> {
  const { dossier, task } = warning;
  if (dossier.synthetic || !task.dueAt) return;
  const about = { dossierId: dossier.id, step: task.title.step, dueAt: task.dueAt };
  await keepLetters(tx, { ...letterOf(warning, at), ...about }, leaders.accountIds, at);
}

/**
 * Who is told of a step: all who lead at its agency, or at who has the work of one that is gone; where it lies with one of them who is away, those of them who are there, and the task is
 * the first one's: it is nothing to him who is away. That its holder is away is told to who is there to give the step to another: at the nearest agency
 * above, where nobody is at its own. `untold`: why nobody is told, for the entry.
 */
async function toldOf(q: Queryable, { dossier, task, why }: Warning, at: Date) {
  const agency = await heirOf(q, dossier, task.agencyId, localDate(at));
  const deserted = task.postId === null ? [] : await desertedPosts(q, at);
  const away = desertedFor(deserted, LEADS);
  const missed = why === 'away' ? away : undefined;
  const leaders = await leadersOf(q, agency?.id ?? task.agencyId, dossier.field, at, missed);
  const untold = leaders.accountIds.length ? {} : { untold: agency ? 'nobody-leads' : 'agency-gone' };
  if (task.postId === null || !desertedFor(deserted, task.permission).has(task.postId))
    return { leaders, untold, postId: null };
  const keepers = (await holdersOfPosts(q, [task.postId], localDate(at))).map(h => h.accountId);
  const there = leaders.posts.filter(p => p.holders.length > 0 && !away.has(p.postId));
  if (!there.length || !keepers.some(id => leaders.accountIds.includes(id)))
    return { leaders, untold, postId: null };
  const told = { ...leaders, posts: there, accountIds: holdersOf(there) };
  return { leaders: told, untold, postId: there[0]?.postId ?? null };
}

/** Tells the leader of a step: a task in his inbox, a letter, and an entry. Nothing where the same lies before him still. */
export async function tell(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  warning: Warning,
  at: Date,
): Promise<void> {
  const { dossier, task, why } = warning;
  const ref = WARNING_REFS[why](task.ref);
  if ((await liveTasks(tx, dossier.id)).some(t => t.ref === ref)) return;
  const { version } = await loadProcedure(tx, dossier);
  const { leaders, untold, postId } = await toldOf(tx, warning, at);
  const { agencyId } = leaders;
  await openTask(
    tx,
    taskAbout(dossier, version.name, {
      step: `${WARNS[why]}: ${task.title.step}`,
      elementId: task.elementId,
      ref,
      agencyId,
      postId,
      permission: LEADS,
      dueAt: task.dueAt,
      dueBasis: { escalates: task.id },
    }),
    at,
  );
  const actor = { accountId: 'system', postId: null, agencyId: null, at };
  await record(tx, deps.ledger, dossier, actor, 'escalated', {
    task: task.id,
    element: task.elementId,
    to: agencyId,
    stepDue: task.dueAt?.toISOString() ?? null,
    ...(why === 'away' && { why }),
    ...untold,
  });
  await writeToLeaders(tx, warning, leaders, at);
}

/** Tells the leader that a step will soon be overdue, or already is. Asked twice, or when the step is over, it does nothing. */
export async function escalate(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  { dossierId, taskId }: { dossierId: string; taskId: string },
  at: Date,
): Promise<Dossier> {
  const dossier = await lockDossier(tx, dossierId);
  const task = await findTask(tx, taskId);
  if (task?.state !== 'open' || !(await markEscalated(tx, taskId, at))) return dossier;
  await tell(tx, deps, { dossier, task, why: 'due' }, at);
  return dossier;
}

/** Steps whose leader is to be told by now. */
export const stepsToEscalate = async (q: Queryable, now: Date, limit: number) =>
  (await escalationsDue(q, 'dossier', now, limit)).map(({ subjectId, taskId }) => ({
    dossierId: subjectId,
    taskId,
  }));

import { decide, grantsOf, postsHeldBy, type ScopedGrant } from '#engines/identity';
import { listTasks, type Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { factsWith } from '../access/facts.ts';
import { mayAct } from '../access/table.ts';
import { EndedOwnAppraisal, SignedOwnAppraisal } from '../errors.ts';
import { taskKind } from '../process/new-task.ts';
import { accountNames } from '../read/names.ts';
import type { Actor, Dossier } from '../types.ts';

/** Rights of the steps in which it is judged what the answer is to be; receiving and handing over judge nothing. */
const JUDGING = new Set(['dossier.process', 'dossier.decide']);

const judged = (tasks: readonly Task[]): Task[] =>
  tasks.filter(
    task =>
      task.state === 'done' && taskKind(task) === 'step' && JUDGING.has(task.permission) && task.endedBy,
  );

/** Who has appraised a dossier, each once, the first first: account and name. */
export async function appraisersOf(
  q: Queryable,
  dossier: Pick<Dossier, 'id'>,
): Promise<Array<{ accountId: string; name: string }>> {
  const ids = [...new Set(judged(await listTasks(q, dossier.id)).map(task => String(task.endedBy)))];
  const names = await accountNames(q, ids);
  return ids.flatMap(accountId => {
    const name = names.get(accountId);
    return name ? [{ accountId, name }] : [];
  });
}

/** What `actor` may do by posts of his own; undefined where he acts in one of them, and so by nobody's delegation. */
async function ownGrants(q: Queryable, actor: Actor): Promise<ScopedGrant[] | undefined> {
  if (!actor.postId) return undefined;
  const held = new Set((await postsHeldBy(q, actor.accountId, localDate(actor.at))).map(post => post.postId));
  if (held.has(actor.postId)) return undefined;
  return (await grantsOf(q, actor.accountId, actor.at)).filter(g => g.postId && held.has(g.postId));
}

/**
 * Whether `actor` would sign, by another's delegation, what he himself has appraised. Who signs in a post of his own, or holds the right to
 * sign there by a post of his own, does not sign by delegation (docs/decisions/0493-who-appraised-signs-by-no-delegation.md).
 */
export async function isOwnAppraisal(
  q: Queryable,
  dossier: Dossier,
  task: Pick<Task, 'id'>,
  actor: Actor,
): Promise<boolean> {
  const tasks = await listTasks(q, dossier.id);
  if (!judged(tasks).some(t => t.endedBy === actor.accountId)) return false;
  const own = await ownGrants(q, actor);
  if (!own) return false;
  const { tasks: facts } = await factsWith(q, dossier, tasks, actor.at);
  const path = facts.find(t => t.taskId === task.id)?.agencyPath ?? [];
  return !decide(own, 'dossier.sign', path, dossier.field);
}

/** Throws SIGNED_OWN_APPRAISAL where `isOwnAppraisal`. */
export async function refuseOwnAppraisal(
  q: Queryable,
  dossier: Dossier,
  task: Pick<Task, 'id'>,
  actor: Actor,
): Promise<void> {
  if (await isOwnAppraisal(q, dossier, task, actor)) throw SignedOwnAppraisal({ code: dossier.code });
}

/**
 * The same where a dossier ends without a result: whether `actor` would refuse to settle it, or stop it, by another's delegation, though he
 * appraised it, or proposed it himself (`proposedBy`: an account). What he may do by a post of his own he does not do by delegation.
 */
export async function isOwnEnding(
  q: Queryable,
  dossier: Dossier,
  act: 'refuse' | 'stop',
  actor: Actor,
  proposedBy?: string,
): Promise<boolean> {
  const tasks = await listTasks(q, dossier.id);
  const his = proposedBy === actor.accountId || judged(tasks).some(t => t.endedBy === actor.accountId);
  const grants = his ? await ownGrants(q, actor) : undefined;
  if (!grants) return false;
  const facts = await factsWith(q, dossier, tasks, actor.at);
  return !mayAct({ kind: 'official', accountId: actor.accountId, grants }, act, facts);
}

/** Throws ENDED_OWN_APPRAISAL where `isOwnEnding`. */
export async function refuseOwnEnding(...asked: Parameters<typeof isOwnEnding>): Promise<void> {
  if (await isOwnEnding(...asked)) throw EndedOwnAppraisal({ code: asked[1].code });
}

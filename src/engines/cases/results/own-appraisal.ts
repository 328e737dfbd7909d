import { decide, grantsOf, postsHeldBy, type ScopedGrant } from '#engines/identity';
import { listTasks, type Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { factsWith } from '../access/facts.ts';
import { DECIDING, mayAct } from '../access/table.ts';
import { EndedOwnAppraisal, SignedOwnAppraisal } from '../errors.ts';
import { taskKind } from '../process/new-task.ts';
import { accountNames } from '../read/names.ts';
import type { Actor, Dossier } from '../types.ts';
import { anotherMay } from './another-may.ts';

/** The right of the steps in which a dossier is examined. */
const EXAMINING = 'dossier.process';
/** Rights of the steps in which it is judged what the answer is to be; receiving and handing over judge nothing. */
const JUDGING = new Set([EXAMINING, 'dossier.decide']);

const judged = (tasks: readonly Task[]): Task[] =>
  tasks.filter(
    task =>
      task.state === 'done' && taskKind(task) === 'step' && JUDGING.has(task.permission) && task.endedBy,
  );

/** Accounts of who has examined it: what a leader decides on it is a second look already. */
const examinersOf = (tasks: readonly Task[]): Set<string> =>
  new Set(
    judged(tasks)
      .filter(task => task.permission === EXAMINING)
      .map(task => String(task.endedBy)),
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

/** What `actor` may do by posts of his own, and whether he acts in none of them: by the delegation of another. */
async function rightsOf(q: Queryable, actor: Actor): Promise<{ own: ScopedGrant[]; delegated: boolean }> {
  const held = new Set((await postsHeldBy(q, actor.accountId, localDate(actor.at))).map(post => post.postId));
  const grants = await grantsOf(q, actor.accountId, actor.at);
  return {
    own: grants.filter(g => g.postId && held.has(g.postId)),
    delegated: !!actor.postId && !held.has(actor.postId),
  };
}

/**
 * Whether `actor` would sign what he himself has appraised: by another's delegation, where he has not the right there by a post of his own
 * (docs/decisions/0493-who-appraised-signs-by-no-delegation.md); in his own right what he examined, where somebody else may sign it
 * (docs/decisions/0623-who-examined-does-not-sign.md).
 */
export async function isOwnAppraisal(
  q: Queryable,
  dossier: Dossier,
  task: Pick<Task, 'id'>,
  actor: Actor,
): Promise<boolean> {
  const tasks = await listTasks(q, dossier.id);
  if (!judged(tasks).some(t => t.endedBy === actor.accountId)) return false;
  const { own, delegated } = await rightsOf(q, actor);
  const { tasks: facts } = await factsWith(q, dossier, tasks, actor.at);
  const path = facts.find(t => t.taskId === task.id)?.agencyPath ?? [];
  if (delegated && !decide(own, 'dossier.sign', path, dossier.field)) return true;
  const examiners = examinersOf(tasks);
  if (!examiners.has(actor.accountId)) return false;
  return anotherMay(q, { permissions: ['dossier.sign'], path, field: dossier.field }, examiners, actor.at);
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
 * The same where a dossier ends without a result: whether `actor` would refuse to settle it, or stop it, though he appraised it, or proposed it
 * himself (`proposedBy`: an account). What he may without deciding on it, as who keeps what the applicant lets lie, is no such end.
 */
export async function isOwnEnding(
  q: Queryable,
  dossier: Dossier,
  act: 'refuse' | 'stop',
  actor: Actor,
  proposedBy?: string,
): Promise<boolean> {
  const tasks = await listTasks(q, dossier.id);
  const { accountId } = actor;
  if (proposedBy !== accountId && !judged(tasks).some(t => t.endedBy === accountId)) return false;
  const { own, delegated } = await rightsOf(q, actor);
  const facts = await factsWith(q, dossier, tasks, actor.at);
  const may = (grants: ScopedGrant[]) => mayAct({ kind: 'official', accountId, grants }, act, facts);
  if (delegated && !may(own)) return true;
  const examiners = examinersOf(tasks);
  if (proposedBy) examiners.add(proposedBy);
  if (!examiners.has(accountId) || may(own.filter(g => !DECIDING.includes(g.permission)))) return false;
  const asked = { permissions: DECIDING, path: facts.decidedBy, field: dossier.field };
  return anotherMay(q, asked, examiners, actor.at);
}

/** Throws ENDED_OWN_APPRAISAL where `isOwnEnding`. */
export async function refuseOwnEnding(...asked: Parameters<typeof isOwnEnding>): Promise<void> {
  if (await isOwnEnding(...asked)) throw EndedOwnAppraisal({ code: asked[1].code });
}

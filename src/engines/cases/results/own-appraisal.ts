import { decide, grantsOf, postsHeldBy, type ScopedGrant } from '#engines/identity';
import { listTasks, type Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { factsWith } from '../access/facts.ts';
import { DECIDING, type DossierFacts, mayAct, type TaskFacts } from '../access/table.ts';
import { EndedOwnAppraisal, SignedOwnAppraisal } from '../errors.ts';
import { taskKind } from '../process/new-task.ts';
import { accountNames } from '../read/names.ts';
import type { Actor, Dossier } from '../types.ts';
import { type Person, whoMay } from './who-may.ts';

/** The right of the steps in which a dossier is examined. */
export const EXAMINING = 'dossier.process';
/** Rights of the steps in which it is judged what the answer is to be; receiving and handing over judge nothing. */
export const JUDGING: readonly string[] = [EXAMINING, 'dossier.decide'];

const judged = (tasks: readonly TaskFacts[]): TaskFacts[] =>
  tasks.filter(
    task =>
      task.state === 'done' && task.kind === 'step' && JUDGING.includes(task.permission) && task.endedBy,
  );

const hasJudged = (tasks: readonly Task[], accountId: string): boolean =>
  tasks.some(
    task =>
      task.endedBy === accountId &&
      task.state === 'done' &&
      taskKind(task) === 'step' &&
      JUDGING.includes(task.permission),
  );

/** Accounts of who has examined it: what a leader decides on it is a second look already. */
const examinersOf = (tasks: readonly TaskFacts[]): Set<string> =>
  new Set(
    judged(tasks)
      .filter(task => task.permission === EXAMINING)
      .map(task => String(task.endedBy)),
  );

/** Who has appraised a dossier, each once, the first first: account and name. */
export async function appraisersOf(q: Queryable, { tasks }: DossierFacts): Promise<Person[]> {
  const ids = [...new Set(judged(tasks).map(task => String(task.endedBy)))];
  const names = ids.length ? await accountNames(q, ids) : new Map<string, string>();
  return ids.flatMap(accountId => {
    const name = names.get(accountId);
    return name ? [{ accountId, name }] : [];
  });
}

/** What somebody may do by posts of his own, and which these are. */
async function ownRights(
  q: Queryable,
  { accountId, at }: Pick<Actor, 'accountId' | 'at'>,
): Promise<{ own: ScopedGrant[]; isOwn(postId: string | null): boolean }> {
  const held = new Set((await postsHeldBy(q, accountId, localDate(at))).map(post => post.postId));
  const isOwn = (postId: string | null | undefined) => !!postId && held.has(postId);
  return { own: (await grantsOf(q, accountId, at)).filter(g => isOwn(g.postId)), isOwn };
}

/**
 * How it stands with the signature of who appraised the dossier himself. `barred`: he does not sign; else he does as the only one who
 * can. `others`: who else may sign it by a post of his own and is there.
 */
export type OwnAppraisal = { barred: boolean; others: readonly Person[] };

/** How it stands with a task that `actor` is to sign; undefined where he has not appraised, or decided in his own right on what others examined. */
export type AppraisalsOf = (
  facts: DossierFacts,
  taskId: string,
  actor: Actor,
) => Promise<OwnAppraisal | undefined>;

/**
 * Answers of one signer how it stands with dossiers. He is barred where he would sign what he himself has appraised by another's delegation, where he has not the
 * right there by a post of his own (docs/decisions/0493-who-appraised-signs-by-no-delegation.md), or in his own right what he examined, where
 * somebody else may sign it (docs/decisions/0623-who-examined-does-not-sign.md). What is the same for all of them is read once.
 */
export function appraisalsOf(q: Queryable, signer: Pick<Actor, 'accountId' | 'at'>): AppraisalsOf {
  let rights: ReturnType<typeof ownRights> | undefined;
  const signers = new Map<string, Promise<readonly Person[]>>();
  const signersAt = (path: readonly string[], field: string) => {
    const key = JSON.stringify([path, field]);
    const found = signers.get(key) ?? whoMay(q, { permissions: ['dossier.sign'], path, field }, signer.at);
    signers.set(key, found);
    return found;
  };
  return async ({ tasks, field }, taskId, { accountId, postId }) => {
    if (!judged(tasks).some(t => t.endedBy === accountId)) return undefined;
    rights ??= ownRights(q, signer);
    const { own, isOwn } = await rights;
    const path = tasks.find(t => t.taskId === taskId)?.agencyPath ?? [];
    const examiners = examinersOf(tasks);
    const delegated = !!postId && !isOwn(postId) && !decide(own, 'dossier.sign', path, field);
    if (!delegated && !examiners.has(accountId)) return undefined;
    const others = (await signersAt(path, field)).filter(
      p => p.accountId !== accountId && !examiners.has(p.accountId),
    );
    return { barred: delegated || others.length > 0, others };
  };
}

/** Throws SIGNED_OWN_APPRAISAL where who is about to sign has appraised the dossier, and is barred by that (`appraisalsOf`). */
export async function refuseOwnAppraisal(
  q: Queryable,
  dossier: Dossier,
  task: Pick<Task, 'id'>,
  actor: Actor,
): Promise<void> {
  const tasks = await listTasks(q, dossier.id);
  if (!hasJudged(tasks, actor.accountId)) return;
  const facts = await factsWith(q, dossier, tasks, actor.at);
  const own = await appraisalsOf(q, actor)(facts, task.id, actor);
  if (own?.barred) throw SignedOwnAppraisal({ code: dossier.code });
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
  const { accountId } = actor;
  const tasks = await listTasks(q, dossier.id);
  if (proposedBy !== accountId && !hasJudged(tasks, accountId)) return false;
  const facts = await factsWith(q, dossier, tasks, actor.at);
  const { own, isOwn } = await ownRights(q, actor);
  const may = (grants: ScopedGrant[]) => mayAct({ kind: 'official', accountId, grants }, act, facts);
  if (actor.postId && !isOwn(actor.postId) && !may(own)) return true;
  const examiners = examinersOf(facts.tasks);
  if (proposedBy) examiners.add(proposedBy);
  if (!examiners.has(accountId) || may(own.filter(g => !DECIDING.includes(g.permission)))) return false;
  const asked = { permissions: DECIDING, path: facts.decidedBy, field: dossier.field };
  return (await whoMay(q, asked, actor.at)).some(p => !examiners.has(p.accountId));
}

/** Throws ENDED_OWN_APPRAISAL where `isOwnEnding`. */
export async function refuseOwnEnding(...asked: Parameters<typeof isOwnEnding>): Promise<void> {
  if (await isOwnEnding(...asked)) throw EndedOwnAppraisal({ code: asked[1].code });
}

import { findTask, findTasks } from '#engines/work';
import type { Queryable } from '#platform/db';
import { type AppError, NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import type { Ledger } from '#platform/ledger';
import { actorAt } from '../access/actor.ts';
import { askerOf, factsOf } from '../access/facts.ts';
import { type DossierFacts, mayAct } from '../access/table.ts';
import type { CaseDeps } from '../deps.ts';
import { taskKind } from '../process/new-task.ts';
import { findDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Actor, Dossier } from '../types.ts';
import { rightsFor } from './kinds.ts';
import { imageBefore, type KeptAct, keptActs } from './read-acts.ts';
import { HOUR, undoRefusal } from './refusal.ts';

type Deps = { ledger: Pick<Ledger, 'history'> } & Pick<CaseDeps, 'undoHours' | 'actedOn'>;

/** An act that is the asker's to take back, as whom he does, and why he cannot now (null: he can); when the dossier was due before it, and which steps were to be done. */
export type UndoAsked = {
  dossier: Dossier;
  act: KeptAct;
  actor: Actor;
  refusal: AppError | null;
  dueBefore: Date;
  steps: string[];
};

/** In the post in which it was done where he holds it, or acts for it; else as who he is. */
const actorFor = (visitor: Visitor, act: KeptAct, facts: DossierFacts, at: Date): Actor =>
  visitor.grants.some(g => g.postId === act.postId)
    ? { accountId: visitor.accountId, postId: act.postId, agencyId: act.agencyId, at }
    : actorAt(visitor, at, facts, 'dossier.read');

async function isHis(q: Queryable, visitor: Visitor, act: KeptAct, facts: DossierFacts): Promise<boolean> {
  const task = act.taskId ? await findTask(q, act.taskId) : undefined;
  const permissions = task ? [task.permission] : rightsFor(act.kind);
  return mayAct(askerOf(visitor), 'undo', { ...facts, act: { by: act.by, postId: act.postId, permissions } });
}

/** He took in, in a post that he still holds, what somebody brought to the counter of an office that has nothing else to do with it. */
const tookInAt = (visitor: Visitor, act: KeptAct): boolean =>
  (act.kind === 'supplemented' || act.kind === 'withdrawn') &&
  visitor.grants.some(g => g.postId === act.postId && g.permission === 'dossier.receive');

/**
 * The act of a dossier that somebody asks to take back. Throws NOT_FOUND for a dossier that he may not read (but for what he took in at a
 * counter of another office), and where there is no such act (any more); NOT_ALLOWED where it is not his.
 */
export async function undoFor(
  q: Queryable,
  deps: Deps,
  visitor: Visitor,
  { dossierId, actId }: { dossierId: string; actId: string },
  at: Date,
): Promise<UndoAsked> {
  const dossier = isUuid(dossierId) ? await findDossier(q, dossierId) : undefined;
  if (!dossier) throw NotFound();
  const facts = await factsOf(q, dossier, at);
  const reads = mayAct(askerOf(visitor), 'read', facts);
  const act = (await keptActs(q, dossier.id)).find(a => a.id === actId);
  if (!act || !(reads || tookInAt(visitor, act))) throw NotFound();
  if (!(await isHis(q, visitor, act, facts))) throw NotAllowed();
  return asked(q, deps, { dossier, act, actor: actorFor(visitor, act, facts, at) });
}

/** The last act of a dossier, where it is the visitor's to take back and he still can; undefined else. */
export async function undoOffered(...about: Parameters<typeof lastActOf>): Promise<UndoAsked | undefined> {
  const last = await lastActOf(...about);
  return last?.refusal ? undefined : last;
}

/**
 * The last act of a dossier, where it is the visitor's to take back, with why he cannot now; undefined where it is not his, and where its
 * time is over.
 */
export async function lastActOf(
  q: Queryable,
  deps: Deps,
  visitor: Visitor,
  { dossier, facts }: { dossier: Dossier; facts: DossierFacts },
  at: Date,
): Promise<UndoAsked | undefined> {
  const act = (await keptActs(q, dossier.id)).find(a => !a.undoneAt);
  if (!act || !(await isHis(q, visitor, act, facts))) return undefined;
  if (at.getTime() - act.at.getTime() > deps.undoHours * HOUR) return undefined;
  return asked(q, deps, { dossier, act, actor: actorFor(visitor, act, facts, at) });
}

async function asked(
  q: Queryable,
  deps: Deps,
  about: Omit<UndoAsked, 'refusal' | 'dueBefore' | 'steps'>,
): Promise<UndoAsked> {
  const history = await deps.ledger.history(q, `dossier:${about.dossier.id}`);
  const refusal = about.act.undoneAt
    ? null
    : await undoRefusal(q, deps, { ...about, history }, about.actor.at);
  if (about.act.undoneAt) return { ...about, refusal, dueBefore: about.dossier.dueAt, steps: [] };
  const { row } = await imageBefore(q, about.act.id);
  const steps = await stepsBefore(q, about.act.id);
  return { ...about, refusal, dueBefore: new Date(row.due_at as string), steps };
}

/** The steps that were to be done before an act. */
export async function stepsBefore(q: Queryable, actId: string): Promise<string[]> {
  const { tasks } = await imageBefore(q, actId);
  const found = await findTasks(
    q,
    tasks.map(t => t.id),
  );
  return found.filter(t => taskKind(t) === 'step').map(t => t.title.step);
}

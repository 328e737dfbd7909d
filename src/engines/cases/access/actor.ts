import { decide, type ScopedGrant } from '#engines/identity';
import type { Visitor } from '#platform/http';
import type { Actor, Dossier, Judged } from '../types.ts';
import { askerOf } from './facts.ts';
import { awayToldOf, type DossierFacts, doable, leadsAt, type TaskFacts } from './table.ts';

/** The visitor as one who acts in his own name: an applicant, or somebody whose post does not matter. */
export const actorOf = (visitor: Visitor, at: Date): Actor => ({
  accountId: visitor.accountId,
  postId: null,
  agencyId: null,
  at,
});

/** As `actorOf`, on a dossier that may be another's who lets him act in his name: the ledger names both. */
export const actorIn = (
  visitor: Visitor,
  at: Date,
  { applicantId }: Pick<Dossier, 'applicantId'>,
): Actor => ({
  ...actorOf(visitor, at),
  ...(visitor.kind === 'citizen' && applicantId && applicantId !== visitor.accountId
    ? { behalfOf: applicantId }
    : {}),
});

/** The grant that covers a place by the shortest way: his own post's before one from above or by delegation. */
function covering(
  grants: readonly ScopedGrant[],
  permission: string,
  path: readonly string[],
  field: string,
): ScopedGrant | undefined {
  return grants
    .filter(g => decide([g], permission, path, field))
    .sort((a, b) => path.indexOf(a.agencyId) - path.indexOf(b.agencyId))[0];
}

const through = (
  visitor: Visitor,
  at: Date,
  grant: ScopedGrant | undefined,
  judged: Judged | undefined,
): Actor => ({
  ...actorOf(visitor, at),
  postId: grant?.postId ?? null,
  agencyId: grant?.agencyId ?? null,
  ...(judged && { judged }),
});

/**
 * The visitor in the post, and for the agency, through which he may do `task`: the post that it was given to, else the one
 * that covers the task's agency. The ledger and the signature name them, so another post of his will not do. How the dossier stood by
 * `facts` goes along: acts are refused where it stands otherwise by then (`undoable`).
 */
export function actorOn(visitor: Visitor, at: Date, facts: DossierFacts, task: TaskFacts): Actor {
  const all: readonly ScopedGrant[] = visitor.grants;
  const grants = task.postId ? all.filter(g => g.postId === task.postId) : all;
  const grant = covering(grants, task.permission, task.agencyPath, facts.field);
  return through(visitor, at, grant, facts.judged && { ...facts.judged, through: task.taskId });
}

/** The visitor in the post through which he holds `permission` at an agency that has to do with the dossier. */
export function actorAt(visitor: Visitor, at: Date, facts: DossierFacts, permission: string): Actor {
  const places = [facts.receivedBy, ...facts.places];
  const grants = places.flatMap(path => covering(visitor.grants, permission, path, facts.field) ?? []);
  return through(visitor, at, grants[0], facts.judged);
}

/**
 * The visitor in the post through which he gives an open step to another (`assignable`): in which he might do it himself, leads its agency, or is told
 * that who has it is away.
 */
export function actorGiving(visitor: Visitor, at: Date, facts: DossierFacts, step: TaskFacts): Actor {
  const asker = askerOf(visitor);
  if (doable(asker, facts).some(t => t.taskId === step.taskId)) return actorOn(visitor, at, facts, step);
  const told = leadsAt(asker, facts, step) ? undefined : awayToldOf(asker, facts, step.taskId);
  return told
    ? actorOn(visitor, at, facts, told)
    : actorAt(visitor, at, { ...facts, places: [step.agencyPath] }, 'dossier.decide');
}

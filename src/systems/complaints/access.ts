import {
  type Actor,
  actorAt,
  agencyPaths,
  type Dossier,
  dossierFor,
  factsOf,
  findDossier,
  type RegisterReach,
  withLegaciesByPlace,
} from '#engines/cases';
import { decide, type ScopedGrant } from '#engines/identity';
import { agenciesBelow } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { agenciesWithComplaints, type ListReach } from './data/reach.ts';
import { findComplaint } from './data/read.ts';
import type { Complaint } from './types.ts';

export const RIGHTS = ['receive', 'read', 'handle', 'settle'] as const;
export type Right = `complaint.${(typeof RIGHTS)[number]}`;

export type LoadedComplaint = { complaint: Complaint; dossier: Dossier };

/** As `agencyPaths`, by the place that the complaint was about when it was handed in: lists go by that, too. */
async function pathOf(q: Queryable, { agencyId, areaId }: Complaint, at: Date) {
  return (await agencyPaths(q, { areaId }, [agencyId], at)).get(agencyId)?.path ?? [];
}

/** Whether an official holds a right at the agency that settles a complaint (with those above it, the nearest first). */
const holdsAt = (visitor: Visitor | null, right: Right, path: readonly string[], field: string): boolean =>
  visitor?.kind === 'official' && decide(visitor.grants as readonly ScopedGrant[], right, path, field);

async function load(q: Queryable, id: string): Promise<LoadedComplaint> {
  const complaint = await findComplaint(q, id);
  const dossier = complaint && (await findDossier(q, complaint.dossierId));
  if (!complaint || !dossier) throw NotFound();
  return { complaint, dossier };
}

async function readsToCarryOut(q: Queryable, visitor: Visitor, complaint: Complaint, at: Date) {
  const id = complaint.carryOutAgency;
  if (!id || id === complaint.agencyId) return false;
  const path = await pathOf(q, { ...complaint, agencyId: id }, at);
  return holdsAt(visitor, 'complaint.read', path, complaint.field);
}

/**
 * A complaint for an official who holds `right` at the agency that settles it, and the post through which. Throws NOT_FOUND for whoever
 * may not even read it, NOT_ALLOWED for whoever may read it only.
 */
export async function complaintFor(
  q: Queryable,
  visitor: Visitor,
  id: string,
  right: Right,
  at: Date,
): Promise<LoadedComplaint & { actor: Actor; rights: ReadonlySet<Right> }> {
  const loaded = await load(q, id);
  const path = await pathOf(q, loaded.complaint, at);
  const { field } = loaded.complaint;
  const rights = new Set(
    RIGHTS.map((r): Right => `complaint.${r}`).filter(r => holdsAt(visitor, r, path, field)),
  );
  // Who has to carry a decision out reads it, also where the agency above has signed it.
  if (await readsToCarryOut(q, visitor, loaded.complaint, at)) rights.add('complaint.read');
  if (!rights.has('complaint.read')) throw NotFound();
  if (!rights.has(right)) throw NotAllowed();
  const facts = await factsOf(q, loaded.dossier, at);
  return {
    ...loaded,
    rights,
    actor: actorAt(visitor, at, { ...facts, receivedBy: [], places: [path] }, right),
  };
}

/**
 * A complaint for the citizen whose it is, whoever handed it in; or for whom he lets act in his name, while that holds and reaches the
 * dossier. Throws NOT_FOUND: to everybody else it does not exist.
 */
export async function ownComplaint(
  q: Queryable,
  visitor: Visitor,
  id: string,
  at: Date,
): Promise<LoadedComplaint> {
  const loaded = await load(q, id);
  const { complaint, dossier } = loaded;
  if (visitor.kind !== 'citizen' || !complaint.accountId) throw NotFound();
  if (complaint.accountId === visitor.accountId) return loaded;
  if (complaint.accountId !== dossier.applicantId) throw NotFound();
  await dossierFor(q, visitor, dossier.id, 'read', at);
  return loaded;
}

/** The dossier for a clerk who may hand a complaint in for whoever applied, and his post. Throws NOT_FOUND, NOT_ALLOWED. */
export async function dossierAtCounter(
  q: Queryable,
  visitor: Visitor,
  id: string,
  at: Date,
): Promise<{ dossier: Dossier; actor: Actor }> {
  const dossier = await dossierFor(q, visitor, id, 'read', at);
  const facts = await factsOf(q, dossier, at);
  const places = [facts.receivedBy, ...facts.places];
  if (!places.some(path => holdsAt(visitor, 'complaint.receive', path, dossier.field))) throw NotAllowed();
  return { dossier, actor: actorAt(visitor, at, facts, 'complaint.receive') };
}

/**
 * The agencies whose complaints a visitor may see, or settle, with those that they followed in a reform: of one whose work went to several,
 * what is about the places of his committees.
 */
export async function reachOf(
  q: Queryable,
  visitor: Visitor,
  right: Right | 'dossier.decide' | 'dossier.sign',
  at: Date,
): Promise<ListReach[]> {
  const reach: RegisterReach[] = [];
  for (const grant of visitor.grants as readonly ScopedGrant[]) {
    if (grant.permission !== right) continue;
    const below = grant.below ? await agenciesBelow(q, grant.agencyId, localDate(at)) : [];
    for (const agencyId of [grant.agencyId, ...below.map(a => a.id)])
      reach.push({ agencyId, fields: grant.fields ?? null });
  }
  if (!reach.length) return [];
  return (await withLegaciesByPlace(q, reach, at, agenciesWithComplaints)).reach;
}

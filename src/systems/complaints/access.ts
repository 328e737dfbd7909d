import {
  type Actor,
  actorAt,
  agencyPaths,
  askerOf,
  type Dossier,
  type DossierFacts,
  dossierFor,
  factsOf,
  findDossier,
  mayAct,
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
export async function pathOf(q: Queryable, { agencyId, areaId }: Complaint, at: Date) {
  return (await agencyPaths(q, { areaId }, [agencyId], at)).get(agencyId)?.path ?? [];
}

/** Whether an official holds a right at the agency that settles a complaint (with those above it, the nearest first). */
const holdsAt = (visitor: Visitor | null, right: string, path: readonly string[], field: string): boolean =>
  visitor?.kind === 'official' && decide(visitor.grants as readonly ScopedGrant[], right, path, field);

async function load(q: Queryable, id: string): Promise<LoadedComplaint> {
  const complaint = await findComplaint(q, id);
  const dossier = complaint && (await findDossier(q, complaint.dossierId));
  if (!complaint || !dossier) throw NotFound();
  return { complaint, dossier };
}

/** The agency that carries its decision out, with those above it, where that is another than the one that settles it. */
async function pathToCarryOut(q: Queryable, complaint: Complaint, at: Date) {
  const id = complaint.carryOutAgency;
  return id && id !== complaint.agencyId ? pathOf(q, { ...complaint, agencyId: id }, at) : [];
}

/** What of a complaint a reader may see whole, beside what he does with it. */
export type Reading = {
  /** He may read what people can be called and written to by, where the dossier, the complaint or its decision is; or he settles it, in words that he has read. */
  personal: boolean;
  /** He may open what was handed in and what was signed: they bear every number. */
  opens: boolean;
};

/**
 * A complaint for an official who holds `right` at the agency that settles it, the post through which, and what of it he reads. Throws NOT_FOUND for
 * whoever may not even read it, NOT_ALLOWED for whoever may read it only.
 */
export async function complaintFor(
  q: Queryable,
  visitor: Visitor,
  id: string,
  right: Right,
  at: Date,
): Promise<LoadedComplaint & Reading & { actor: Actor; rights: ReadonlySet<Right>; facts: DossierFacts }> {
  const loaded = await load(q, id);
  const path = await pathOf(q, loaded.complaint, at);
  const carriesOut = await pathToCarryOut(q, loaded.complaint, at);
  const { field } = loaded.complaint;
  const rights = new Set(
    RIGHTS.map((r): Right => `complaint.${r}`).filter(r => holdsAt(visitor, r, path, field)),
  );
  // Who has to carry a decision out reads it, also where the agency above has signed it.
  if (holdsAt(visitor, 'complaint.read', carriesOut, field)) rights.add('complaint.read');
  if (!rights.has('complaint.read')) throw NotFound();
  if (!rights.has(right)) throw NotAllowed();
  const facts = await factsOf(q, loaded.dossier, at);
  const asker = askerOf(visitor);
  const personal =
    rights.has('complaint.settle') ||
    mayAct(asker, 'read-personal', facts) ||
    [path, carriesOut].some(there => holdsAt(visitor, 'dossier.read-personal', there, field));
  return {
    ...loaded,
    rights,
    facts,
    personal,
    opens: personal || rights.has('complaint.handle') || mayAct(asker, 'read-papers', facts),
    actor: actorAt(visitor, at, { ...facts, receivedBy: [], places: [path, carriesOut] }, right),
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

/** The dossier for a clerk who may hand a complaint in for whoever applied, his post, and whether he may read personal data there. Throws NOT_FOUND, NOT_ALLOWED. */
export async function dossierAtCounter(
  q: Queryable,
  visitor: Visitor,
  id: string,
  at: Date,
): Promise<{ dossier: Dossier; actor: Actor; personal: boolean }> {
  const dossier = await dossierFor(q, visitor, id, 'read', at);
  const facts = await factsOf(q, dossier, at);
  const places = [facts.receivedBy, ...facts.places];
  if (!places.some(path => holdsAt(visitor, 'complaint.receive', path, dossier.field))) throw NotAllowed();
  const personal = mayAct(askerOf(visitor), 'read-personal', facts);
  return { dossier, actor: actorAt(visitor, at, facts, 'complaint.receive'), personal };
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

import { mandateFor } from '#engines/identity';
import type { Queryable } from '#platform/db';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { findDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Dossier } from '../types.ts';
import { askerOf, factsOf } from './facts.ts';
import { type Action, type Asker, type DossierFacts, mayAct } from './table.ts';

/** The citizen who asks, if he may act in the applicant's name. */
async function delegateAsking(q: Queryable, asker: Asker, dossier: Dossier, at: Date): Promise<string[]> {
  if (asker.kind !== 'citizen' || !dossier.applicantId || asker.accountId === dossier.applicantId) return [];
  const who = { delegateId: asker.accountId, principalId: dossier.applicantId };
  const about = { field: dossier.field, procedure: dossier.procedureCode };
  return (await mandateFor(q, who, about, at)) ? [asker.accountId] : [];
}

/**
 * The dossier for a visitor who may read it, with what his rights to it are. Throws NotFound when there is none or he may not read it (the
 * same words for both).
 */
export async function readFor(
  q: Queryable,
  visitor: Visitor | null,
  id: string,
  at: Date,
): Promise<{ dossier: Dossier; facts: DossierFacts; asker: Asker }> {
  const dossier = isUuid(id) ? await findDossier(q, id) : undefined;
  if (!dossier) throw NotFound();
  const asker = askerOf(visitor);
  const facts = {
    ...(await factsOf(q, dossier, at)),
    delegates: await delegateAsking(q, asker, dossier, at),
  };
  if (!mayAct(asker, 'read', facts)) throw NotFound();
  return { dossier, facts, asker };
}

/** As `readFor`, for one who may do `action` with it. Throws NotAllowed too, when he may read it but not do this. */
export async function dossierFor(
  q: Queryable,
  visitor: Visitor | null,
  id: string,
  action: Action,
  at: Date,
): Promise<Dossier> {
  const { dossier, facts, asker } = await readFor(q, visitor, id, at);
  if (action !== 'read' && !mayAct(asker, action, facts)) throw NotAllowed();
  return dossier;
}

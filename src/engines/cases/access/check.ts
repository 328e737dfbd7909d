import { mandateFor } from '#engines/identity';
import type { Queryable } from '#platform/db';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { findDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Dossier } from '../types.ts';
import { askerOf, factsOf } from './facts.ts';
import { type Action, type Asker, mayAct } from './table.ts';

/** The citizen who asks, if he may act in the applicant's name. */
async function delegateAsking(q: Queryable, asker: Asker, dossier: Dossier, at: Date): Promise<string[]> {
  if (asker.kind !== 'citizen' || !dossier.applicantId || asker.accountId === dossier.applicantId) return [];
  const who = { delegateId: asker.accountId, principalId: dossier.applicantId };
  const about = { field: dossier.field, procedure: dossier.procedureCode };
  return (await mandateFor(q, who, about, at)) ? [asker.accountId] : [];
}

/**
 * The dossier, for a visitor who may do `action` with it. Throws NotFound when there is none or the visitor may not even
 * read it (the same words for both), NotAllowed when he may read it but not do this.
 */
export async function dossierFor(
  q: Queryable,
  visitor: Visitor | null,
  id: string,
  action: Action,
  at: Date,
): Promise<Dossier> {
  const dossier = isUuid(id) ? await findDossier(q, id) : undefined;
  if (!dossier) throw NotFound();
  const asker = askerOf(visitor);
  const facts = {
    ...(await factsOf(q, dossier, at)),
    delegates: await delegateAsking(q, asker, dossier, at),
  };
  if (!mayAct(asker, 'read', facts)) throw NotFound();
  if (action !== 'read' && !mayAct(asker, action, facts)) throw NotAllowed();
  return dossier;
}

import type { Queryable } from '#platform/db';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { findDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Dossier } from '../types.ts';
import { askerOf, factsOf } from './facts.ts';
import { type Action, mayAct } from './table.ts';

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
  const facts = await factsOf(q, dossier, at);
  if (!mayAct(asker, 'read', facts)) throw NotFound();
  if (action !== 'read' && !mayAct(asker, action, facts)) throw NotAllowed();
  return dossier;
}

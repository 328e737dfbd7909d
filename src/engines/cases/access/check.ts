import type { Queryable } from '#platform/db';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { findDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
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
  const dossier = /^[0-9a-f-]{36}$/.test(id) ? await findDossier(q, id) : undefined;
  if (!dossier) throw NotFound();
  const asker = askerOf(visitor);
  const facts = await factsOf(q, dossier, at);
  if (!mayAct(asker, 'read', facts)) throw NotFound();
  if (action !== 'read' && !mayAct(asker, action, facts)) throw NotAllowed();
  return dossier;
}

/** The visitor as one who acts on a dossier: in the post through which he holds `permission`, where there is one. */
export function actorOf(visitor: Visitor, at: Date, permission?: string): Actor {
  const grant = permission ? visitor.grants.find(g => g.permission === permission) : undefined;
  return {
    accountId: visitor.accountId,
    postId: grant?.postId ?? null,
    agencyId: grant?.agencyId ?? null,
    at,
  };
}

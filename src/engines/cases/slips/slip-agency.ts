import { agenciesAbove } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Actor, Dossier } from '../types.ts';

/**
 * The agency under whose head a slip goes out and in whose book it has its number, when `actor` gives it: that of the dossier for itself, for what
 * is below it and for the office that received it; else the actor's own (police, tax, land office; who signs elsewhere).
 */
export async function slipAgency(
  q: Queryable,
  { agencyId, receivedBy }: Pick<Dossier, 'agencyId' | 'receivedBy'>,
  actor: Actor,
): Promise<string> {
  const own = actor.agencyId;
  if (!own || own === agencyId || own === receivedBy) return agencyId;
  const above = await agenciesAbove(q, own, localDate(actor.at));
  return above.some(a => a.id === agencyId) ? agencyId : own;
}

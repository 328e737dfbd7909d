import type { Visitor } from '#platform/http';
import { actorAt } from './actor.ts';
import { type DossierFacts, WORKING } from './table.ts';

/**
 * What an official looks into a dossier for, as the citizen is told (Law 91/2025/QH15): whoever works on it, to handle it; whoever has another
 * right there, for what that is for (`also`); who may read the ledger there, to inspect; anybody else who may read it, to oversee.
 */
export function lookPurpose(
  visitor: Visitor,
  facts: DossierFacts,
  also?: { purpose: string; rights: readonly string[] },
): string {
  const holds = (right: string) => actorAt(visitor, new Date(0), facts, right).agencyId !== null;
  if (WORKING.some(holds)) return 'handle';
  if (also?.rights.some(holds)) return also.purpose;
  return holds('ledger.read') ? 'inspect' : 'oversee';
}

import type { Result } from '../types.ts';
import type { ResultAct } from './types.ts';

/**
 * Since when each result of a dossier is there to be handed over: since it was issued; one that takes the place of another since the act that
 * put it there. `acts`: all acts on the dossier's results.
 */
export function holdsSince(acts: readonly ResultAct[]): (result: Pick<Result, 'id' | 'issuedAt'>) => Date {
  const renewedAt = new Map(acts.flatMap(a => (a.newResultId ? [[a.newResultId, a.at] as const] : [])));
  return ({ id, issuedAt }) => renewedAt.get(id) ?? issuedAt;
}

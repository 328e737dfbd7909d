import type { Queryable } from '#platform/db';
import { listResultActs } from '../afterlife/read-acts.ts';
import type { CaseDeps } from '../deps.ts';
import { findDossierByCode, listResults } from '../read/dossier.ts';
import { correctedUnder } from '../results/corrected-under.ts';
import type { OwnResult } from './papers.ts';

/**
 * Of these results those that hold, and were drawn up before another of their dossier that they rest on was corrected: their ids. A dossier of which
 * nothing was replaced is not asked.
 */
export async function bearingOld(
  q: Queryable,
  deps: Pick<CaseDeps, 'templates'>,
  results: readonly OwnResult[],
): Promise<ReadonlySet<string>> {
  const replaced = new Set(results.flatMap(r => (r.status === 'replaced' ? [r.code] : [])));
  const valid = results.filter(r => r.status === 'valid' && replaced.has(r.code));
  const old = new Set<string>();
  for (const code of new Set(valid.map(r => r.code))) {
    const dossier = await findDossierByCode(q, code);
    if (!dossier) continue;
    const known = {
      results: await listResults(q, dossier.id),
      resultActs: await listResultActs(q, dossier.id),
    };
    for (const result of known.results)
      if (result.status === 'valid' && correctedUnder(deps, dossier, known, result).length)
        old.add(result.id);
  }
  return old;
}

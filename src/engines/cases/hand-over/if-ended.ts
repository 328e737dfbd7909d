import type { Agency } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import { usesOf } from '../acts/uses.ts';
import { loadProcedure } from '../process/load.ts';
import { listResults } from '../read/dossier.ts';
import type { Dossier, Result } from '../types.ts';
import { fetchedAt, handedOverBy } from './fetched-at.ts';

/**
 * What is left of a dossier when it is taken back at `at`: the results that are signed and hold, and how their papers come, where they do;
 * undefined where none is signed.
 */
export async function leftIfEnded(
  q: Queryable,
  dossier: Dossier,
  at: Date,
): Promise<{ results: Result[]; paper?: { way: 'counter' | 'post'; from: Agency } } | undefined> {
  const results = (await listResults(q, dossier.id)).filter(r => r.status === 'valid');
  if (!results.length) return undefined;
  const procedure = await loadProcedure(q, dossier);
  const way = usesOf(procedure.form, dossier.data).delivery;
  if ((way !== 'counter' && way !== 'post') || !(await handedOverBy(q, procedure, dossier, at)))
    return { results };
  return { results, paper: { way, from: await fetchedAt(q, dossier, at) } };
}

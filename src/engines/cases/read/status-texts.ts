import type { Queryable } from '#platform/db';
import { heldOf } from '../fees/waits-for-fee.ts';
import type { Dossier } from '../types.ts';
import { paperStandsOf } from './paper-waits.ts';
import { resultEndsOf, statusText } from './result-end.ts';

/** The key of the text that says where each of these dossiers stands (`statusText`), by its id; five queries at most for all of them. */
export async function statusTextsOf(
  q: Queryable,
  dossiers: ReadonlyArray<Pick<Dossier, 'id' | 'status'>>,
): Promise<ReadonlyMap<string, string>> {
  if (!dossiers.length) return new Map();
  const held = await heldOf(q, dossiers);
  const ended = await resultEndsOf(
    q,
    dossiers.map(d => d.id),
  );
  const paper = await paperStandsOf(q, dossiers);
  return new Map(
    dossiers.map(d => [d.id, statusText(d.status, ended.get(d.id), held.has(d.id), paper.get(d.id))]),
  );
}

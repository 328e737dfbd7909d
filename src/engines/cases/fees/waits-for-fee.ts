import { dueOf, obligationsOf, owingAmong } from '#engines/payments';
import type { Queryable } from '#platform/db';
import { hasGivenResult } from '../read/result-end.ts';
import type { Dossier, Result } from '../types.ts';
import { subjectOf } from './follow.ts';

/** Whether a result that nobody has had yet waits for a fee: what is not handed over at a counter before it is paid is not downloaded either. */
export const waitsForFee = async (
  q: Queryable,
  dossier: Pick<Dossier, 'id'>,
  { fetchedAt }: Pick<Result, 'fetchedAt'>,
): Promise<boolean> => !fetchedAt && dueOf(await obligationsOf(q, subjectOf(dossier))) > 0;

/** Of which of these dossiers a result that holds waits for a fee, as `waitsForFee` says of one. */
export async function heldAmong(q: Queryable, dossierIds: readonly string[]): Promise<ReadonlySet<string>> {
  const unseen = await q.query<{ id: string }>(
    `SELECT DISTINCT dossier_id AS id FROM cases.result
     WHERE dossier_id = ANY ($1::uuid[]) AND status = 'valid' AND fetched_at IS NULL`,
    [dossierIds],
  );
  return unseen.length
    ? owingAmong(
        q,
        'dossier',
        unseen.map(d => d.id),
      )
    : new Set();
}

/** The same of dossiers whose status is known: only those that have a result are asked about, and nothing is asked where none has. */
export async function heldOf(
  q: Queryable,
  dossiers: ReadonlyArray<Pick<Dossier, 'id' | 'status'>>,
): Promise<ReadonlySet<string>> {
  const ids = dossiers.filter(d => hasGivenResult(d.status)).map(d => d.id);
  return ids.length ? heldAmong(q, ids) : new Set();
}

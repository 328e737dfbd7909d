import { dueOf, obligationsOf, owingAmong } from '#engines/payments';
import type { Queryable } from '#platform/db';
import { hasGivenResult } from '../read/result-end.ts';
import type { Dossier, Result } from '../types.ts';
import { subjectOf } from './follow.ts';
import { HAS_PAPER, hasPaper } from './in-hand.ts';

/**
 * Whether a result that nobody has had yet, neither downloaded nor on paper, waits for a fee: what is not handed over at a counter before it is
 * paid is not downloaded either.
 */
export const waitsForFee = async (
  q: Queryable,
  dossier: Pick<Dossier, 'id'>,
  { id, fetchedAt }: Pick<Result, 'id' | 'fetchedAt'>,
): Promise<boolean> =>
  !fetchedAt && dueOf(await obligationsOf(q, subjectOf(dossier))) > 0 && !(await hasPaper(q, id));

/** Of which of these dossiers a result that holds waits for a fee, as `waitsForFee` says of one. */
export async function heldAmong(q: Queryable, dossierIds: readonly string[]): Promise<ReadonlySet<string>> {
  const unseen = await q.query<{ id: string }>(
    `SELECT DISTINCT r.dossier_id AS id FROM cases.result r
     WHERE r.dossier_id = ANY ($1::uuid[]) AND r.status = 'valid' AND r.fetched_at IS NULL AND NOT ${HAS_PAPER}`,
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

import type { Queryable } from '#platform/db';
import { isDecision } from '../afterlife/types.ts';
import type { Status } from '../types.ts';
import type { Story } from './story.ts';

/** How what a dossier was given came to hold no more, although it was given. */
export type ResultEnd = 'revocation' | 'annulment';

/**
 * Of a dossier `d` that has its results: by what kind of decision they were ended, where none of them holds any more; null where one does, or
 * none was given. A result that its signer took back before anybody had it was not given.
 */
export const RESULT_END = `CASE WHEN d.status IN ('completed', 'returned') THEN (
  SELECT CASE WHEN NOT bool_or(r.status = 'valid') THEN max(a.kind) END FROM cases.result r
  LEFT JOIN cases.result_act a ON a.result_id = r.id AND a.lifted_at IS NULL AND a.kind IN ('revocation', 'annulment')
  WHERE r.dossier_id = d.id AND r.status <> 'withdrawn') END`;

/** Of which of these dossiers no result holds any more, and by what kind of decision. */
export async function resultEndsOf(
  q: Queryable,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, ResultEnd>> {
  const rows = await q.query<{ id: string; ended: ResultEnd | null }>(
    `SELECT d.id, ${RESULT_END} AS ended FROM cases.dossier d WHERE d.id = ANY ($1::uuid[])`,
    [dossierIds],
  );
  return new Map(rows.flatMap(({ id, ended }) => (ended ? [[id, ended] as const] : [])));
}

/** The same of a dossier whose story is known. */
export function resultEndIn({ dossier, results, resultActs }: Story): ResultEnd | null {
  if (dossier.status !== 'completed' && dossier.status !== 'returned') return null;
  if (results.some(r => r.status === 'valid')) return null;
  const kinds = resultActs.filter(isDecision).map(a => a.kind as ResultEnd);
  return kinds.toSorted().at(-1) ?? null;
}

const HAS_RESULT: ReadonlySet<Status> = new Set(['completed', 'returned']);

/**
 * The text that says where a dossier stands: that its result was revoked rather than that it was given, and to whom it belongs
 * (`held`) that it waits for its fee.
 */
export const statusText = (status: Status, ended: ResultEnd | null | undefined, held = false): string =>
  ended
    ? `cases.result-end.${ended}`
    : held && HAS_RESULT.has(status)
      ? 'cases.result-held'
      : `cases.status.${status}`;

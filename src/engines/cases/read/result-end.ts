import type { Queryable } from '#platform/db';
import { isDecision } from '../afterlife/types.ts';
import type { Status } from '../types.ts';
import type { PaperStands } from './paper-waits.ts';
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
  if (!hasGivenResult(dossier.status)) return null;
  if (results.some(r => r.status === 'valid')) return null;
  const kinds = resultActs.filter(isDecision).map(a => a.kind as ResultEnd);
  return kinds.toSorted().at(-1) ?? null;
}

/** Whether a dossier of this status has come to its result. */
export const hasGivenResult = (status: Status): boolean => status === 'completed' || status === 'returned';

const PAPER_TEXTS: Readonly<Record<PaperStands, string>> = {
  waits: 'cases.result-paper-waits',
  'sent-again': 'cases.result-sent-again',
};

/**
 * The text that says where a dossier stands: that its result was revoked rather than that it was given, or that nobody has it before its
 * fee is paid (`held`), or that it is over and somebody still has to get a paper of it (`paper`). Whoever reads it, official or applicant, reads the same.
 */
export const statusText = (
  status: Status,
  ended: ResultEnd | null | undefined,
  held = false,
  paper?: PaperStands,
): string =>
  ended
    ? `cases.result-end.${ended}`
    : held && hasGivenResult(status)
      ? 'cases.result-held'
      : paper
        ? PAPER_TEXTS[paper]
        : `cases.status.${status}`;

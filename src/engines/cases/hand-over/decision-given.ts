import type { Queryable } from '#platform/db';
import { listResultActs } from '../afterlife/read-acts.ts';
import { decisionNumber, isDecision } from '../afterlife/types.ts';
import { noneHolds } from '../read/dossier.ts';
import { type ResultEnd, resultEndsOf } from '../read/result-end.ts';

/**
 * What an entry says of a hand-over where no result of the dossier holds any more: what ended it, and the numbers of the decisions that are
 * given instead; empty where one does.
 */
export async function decisionGiven(
  q: Queryable,
  dossierId: string,
): Promise<{ ended?: ResultEnd; decision?: string }> {
  if (!(await noneHolds(q, dossierId))) return {};
  const ended = (await resultEndsOf(q, [dossierId])).get(dossierId);
  if (!ended) return {};
  const decision = (await listResultActs(q, dossierId)).filter(isDecision).map(decisionNumber).join(', ');
  return { ended, ...(decision ? { decision } : {}) };
}

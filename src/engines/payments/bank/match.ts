import type { Queryable } from '#platform/db';
import type { Subject } from '../types.ts';
import { candidatesIn, plainReference, purposeOf } from '../vietqr/purpose.ts';

/**
 * What a transfer is for, by what the payer wrote; undefined when no reference stands in it. Of several the longest counts: code
 * …-1000 stands in …-10000 too.
 */
export async function subjectIn(q: Queryable, purpose: string): Promise<Subject | undefined> {
  const found = await q.query<{ kind: string; id: string; length: number }>(
    `SELECT subject_kind AS kind, subject_id AS id, length(plain) AS length FROM payments.reference
     WHERE plain = ANY ($1::text[]) ORDER BY length(plain) DESC LIMIT 2`,
    [candidatesIn(purpose)],
  );
  const [first, second] = found;
  // Two dossiers in one purpose: somebody has to look.
  if (!first || second?.length === first.length) return undefined;
  return { kind: first.kind, id: first.id };
}

/** The subject of a reference as people know it, e.g. a dossier's code. */
export const subjectByReference = (q: Queryable, reference: string): Promise<Subject | undefined> =>
  q.maybe<Subject>('SELECT subject_kind AS kind, subject_id AS id FROM payments.reference WHERE plain = $1', [
    plainReference(purposeOf(reference.trim())),
  ]);

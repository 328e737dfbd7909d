import type { Clock } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Append } from './append.ts';
import type { Appended, NewEntry } from './types.ts';

export type Erasure = Pick<NewEntry, 'subject' | 'actor' | 'post' | 'agency'> & {
  /** Why, and by which article: a person reads it years later. No personal data. */
  reason: string;
  /** Only these fields; all when absent. */
  fields?: readonly string[];
};

/**
 * Empties the personal values (and their salts) of a subject's entries, and says so by an entry of its own in the same
 * transaction. The proof stays whole: it is over the hashes. Undefined when there is nothing left to erase.
 */
export async function erase(
  tx: Tx,
  append: Append,
  clock: Clock,
  erasure: Erasure,
): Promise<(Appended & { erased: number }) | undefined> {
  const fields = await tx.query<{ entry: string; field: string }>(
    `SELECT s.entry, s.field FROM ledger.version v JOIN ledger.personal s ON s.entry = v.entry
      WHERE v.subject = $1 AND s.salt IS NOT NULL AND ($2::text[] IS NULL OR s.field = ANY ($2))
      ORDER BY v.version, s.field`,
    [erasure.subject, erasure.fields ?? null],
  );
  if (fields.length === 0) return undefined;
  const appended = await append.append(tx, {
    kind: 'ledger.erased',
    subject: erasure.subject,
    actor: erasure.actor,
    post: erasure.post ?? null,
    agency: erasure.agency ?? null,
    at: clock.now(),
    body: { reason: erasure.reason, fields },
  });
  const { erased } = await tx.one<{ erased: number }>('SELECT ledger.empty_personal($1) AS erased', [
    appended.id,
  ]);
  if (erased !== fields.length)
    throw new Error(
      `ledger: ${erased} of ${fields.length} personal values of ${erasure.subject} were emptied`,
    );
  return { ...appended, erased };
}

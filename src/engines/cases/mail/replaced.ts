import type { Queryable, Tx } from '#platform/db';
import { type ResultEnd, resultEndsOf } from '../read/result-end.ts';
import type { Mailing } from './mailing.ts';

/** Of a letter `m` of the list `l`: what was in it is held by nobody as a result any more, for other papers took its place since. */
const REPLACED = `NOT EXISTS (SELECT FROM cases.result r
  WHERE r.dossier_id = m.dossier_id AND r.issued_at <= l.made_at AND r.status NOT IN ('replaced', 'withdrawn'))`;

/**
 * What came back, and holds no more because it was corrected or issued again, waits for nobody: it is kept, and the new paper is handed over in its
 * place. Returns how many letters of the dossier that were.
 */
export const settleReplaced = (tx: Tx, dossierId: string, at: Date): Promise<number> =>
  tx.run(
    `UPDATE cases.mailing m SET settled_at = $2 FROM cases.mail_list l
     WHERE l.id = m.list_id AND m.dossier_id = $1 AND m.returned_on IS NOT NULL AND m.settled_at IS NULL AND ${REPLACED}`,
    [dossierId, at],
  );

/** Of which of these letters what is in them holds no more, and how that came: another paper took its place, or a decision ended it. */
export async function endedLetters(
  q: Queryable,
  letters: readonly Mailing[],
): Promise<ReadonlyMap<string, ResultEnd | 'replaced'>> {
  const replaced = await q.query<{ id: string }>(
    `SELECT m.id FROM cases.mailing m JOIN cases.mail_list l ON l.id = m.list_id WHERE m.id = ANY ($1::uuid[]) AND ${REPLACED}`,
    [letters.map(m => m.id)],
  );
  const ended = await resultEndsOf(q, [...new Set(letters.map(m => m.dossierId))]);
  return new Map<string, ResultEnd | 'replaced'>([
    ...letters.flatMap(m => {
      const how = ended.get(m.dossierId);
      return how ? [[m.id, how] as const] : [];
    }),
    ...replaced.map(({ id }) => [id, 'replaced'] as const),
  ]);
}

import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { enqueue } from '#platform/jobs';
import { optionalText } from '../acts/written.ts';
import { isUuid } from '../read/uuid.ts';

/** What is said when chosen steps are confirmed. */
export type Confirmation = {
  id: string;
  /** Those that are to be done; what is not among them is left as it is. */
  taskIds: readonly string[];
  /** For work that is given out: to whom; null: back to all who may do it. */
  postId?: string | null;
  note?: string;
  /** The marks of what was shown of their dossiers with the confirmation (`seenMark`), by step. */
  seen?: ReadonlyMap<string, string>;
};

/** Lets a worker go on with a bulk act. Asked twice, it goes on once. */
export const goOnWithBulk = (tx: Tx, bulkId: string): Promise<void> =>
  enqueue(tx, {
    name: 'cases.bulk-act',
    payload: { bulkId },
    key: `bulk-act:${bulkId}`,
    queue: `bulk-act:${bulkId}`,
  });

/**
 * Whoever has chosen them confirms the steps, and a worker begins. Confirmed again, nothing happens: false. Throws NOT_FOUND for
 * what is not there or somebody else's, REASON_TOO_LONG.
 */
export async function confirmBulk(
  tx: Tx,
  { id, taskIds, postId, note = '', seen = new Map() }: Confirmation,
  by: { accountId: string; at: Date },
): Promise<boolean> {
  const said = optionalText(note);
  const bulk = isUuid(id)
    ? await tx.maybe<{ state: string; kind: string }>(
        'SELECT state, kind FROM cases.bulk_act WHERE id = $1 AND account_id = $2 FOR UPDATE',
        [id, by.accountId],
      )
    : undefined;
  if (!bulk) throw NotFound();
  if (bulk.state !== 'chosen') return false;
  await tx.run(
    "DELETE FROM cases.bulk_item WHERE bulk_id = $1 AND state = 'waiting' AND NOT task_id::text = ANY ($2::text[])",
    [id, taskIds],
  );
  await tx.run(
    `UPDATE cases.bulk_item i SET seen = s.seen FROM unnest($2::text[], $3::text[]) AS s (task, seen)
     WHERE i.bulk_id = $1 AND i.task_id::text = s.task`,
    [id, [...seen.keys()], [...seen.values()]],
  );
  await tx.run(
    "UPDATE cases.bulk_act SET state = 'running', confirmed_at = $2, post_id = $3, note = $4 WHERE id = $1",
    [id, by.at, bulk.kind === 'assign' ? (postId ?? null) : null, said || null],
  );
  await goOnWithBulk(tx, id);
  return true;
}

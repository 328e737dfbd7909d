import type { Queryable, Tx } from '#platform/db';
import { type Draft, dropDraft } from '../drafts/draft.ts';
import { provisionalIn } from '../read/find-by-number.ts';
import type { OfflineIntake } from './arrive.ts';

/**
 * Drops an intake that came in without a network, and keeps who did it, when and why under the number of its provisional receipt. `same`: the dossier
 * of the same matter, to which the number leads from then on.
 */
export async function dropOffline(
  tx: Tx,
  offline: Pick<OfflineIntake, 'id'>,
  draft: Draft,
  { reason, same }: { reason: string; same: string | null },
  by: { accountId: string; at: Date },
): Promise<void> {
  await dropDraft(tx, draft);
  await tx.run(
    `UPDATE cases.offline_intake SET dropped_at = $2, dropped_by = $3, drop_reason = $4, same_dossier_id = $5
     WHERE id = $1 AND draft_id IS NULL AND dropped_at IS NULL`,
    [offline.id, by.at, by.accountId, reason, same],
  );
}

/** What was dropped, when and by whom; `same`: the code of the dossier of the same matter, null where none was named. */
export type DroppedOffline = { provisional: string; at: Date; who: string; same: string | null };

/** What was dropped of the number of a provisional receipt, as somebody types it; undefined where none was. */
export async function findDropped(q: Queryable, typed: string): Promise<DroppedOffline | undefined> {
  const number = provisionalIn(typed);
  return number === undefined
    ? undefined
    : q.maybe<DroppedOffline>(
        `SELECT o.provisional, o.dropped_at AS at, a.name AS who, c.code AS same
         FROM cases.offline_intake o JOIN identity.account a ON a.id = o.dropped_by
         LEFT JOIN cases.dossier_code c ON c.dossier_id = o.same_dossier_id
         WHERE o.provisional = $1 AND o.dropped_at IS NOT NULL`,
        [number],
      );
}

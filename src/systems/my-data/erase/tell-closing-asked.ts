import { getAccount } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import type { Tx } from '#platform/db';

/**
 * Tells the owner that the closing of his account was asked for, on every channel that he has proven: whoever only holds his telephone for an
 * hour does not do it unseen, as long as the owner can take it back.
 */
export async function tellClosingAsked(tx: Tx, accountId: string, at: Date, closesAt: Date): Promise<void> {
  const { phone, email } = await getAccount(tx, accountId);
  await queueMessage(
    tx,
    {
      ...{ accountId, phone, email, lang: 'vi' },
      key: 'my-data.closing-asked',
      params: { at: formatDateTime(at), closes: formatDateTime(closesAt) },
      about: { kind: 'account', id: accountId },
      dedupe: `closing-asked:${accountId}:${at.toISOString()}`,
    },
    at,
  );
}

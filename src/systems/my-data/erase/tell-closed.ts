import type { Account } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import type { Tx } from '#platform/db';

/**
 * Tells the owner that his account is closed, on every channel that he had proven; `was`: the account before its contacts went. Nothing comes into
 * its own inbox, which nobody opens any more.
 */
export async function tellClosed(
  tx: Tx,
  was: Pick<Account, 'id' | 'phone' | 'email'>,
  at: Date,
): Promise<void> {
  const { id, phone, email } = was;
  await queueMessage(
    tx,
    {
      ...{ phone, email, lang: 'vi' },
      key: 'my-data.closed',
      params: { at: formatDateTime(at) },
      about: { kind: 'account', id },
      dedupe: `account-closed:${id}`,
    },
    at,
  );
}

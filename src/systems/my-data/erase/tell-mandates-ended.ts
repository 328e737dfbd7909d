import { type EndedMandate, getAccount } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import type { Tx } from '#platform/db';

/** Tells whom a closed account acted for, and who acted for it, that this has ended; `name`: what its owner was called. */
export async function tellMandatesEnded(
  tx: Tx,
  name: string,
  ended: readonly EndedMandate[],
  at: Date,
): Promise<void> {
  for (const { id, otherId, by } of ended) {
    const { phone, email } = await getAccount(tx, otherId);
    await queueMessage(
      tx,
      {
        ...{ accountId: otherId, phone, email, lang: 'vi' },
        key: `my-data.mandate-ended-${by}`,
        params: { name },
        about: { kind: 'mandate', id },
        dedupe: `mandate-ended:${id}`,
      },
      at,
    );
  }
}

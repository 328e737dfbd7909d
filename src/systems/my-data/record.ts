import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';

/** Appends what somebody did with the data about himself; his account's row is locked until the transaction ends. */
export async function record(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  accountId: string,
  kind: string,
  body: Record<string, unknown>,
  at: Date,
): Promise<void> {
  await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
  await ledger.append(tx, {
    kind: `my-data.${kind}`,
    subject: `account:${accountId}`,
    actor: accountId,
    at,
    body,
  });
}

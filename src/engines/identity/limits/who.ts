import { networkOf } from '#platform/http';
import type { Vault } from '../vault/vault.ts';
import type { Who } from './attempts.ts';

/** How tries are counted: by account (or by the typed name, where there is no such account) and by address, both keyed digests. */
export const whoTries = (vault: Vault, account: { id: string } | { typed: string }, ip: string): Who => ({
  accountKey: vault.digest(
    'attempt-account',
    'id' in account ? `account ${account.id}` : `name ${account.typed}`,
  ),
  addressKey: vault.digest('attempt-address', networkOf(ip)),
});

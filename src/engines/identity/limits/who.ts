import { networkOf } from '#platform/http';
import type { Vault } from '../vault/vault.ts';
import type { Who } from './attempts.ts';

/** The network of an address as a keyed digest: tells networks apart and names none. */
export const networkKey = (vault: Vault, ip: string): Buffer =>
  vault.digest('attempt-address', networkOf(ip));

/** How tries are counted: by account (or by the typed name, where there is no such account) and by address, both keyed digests. */
export const whoTries = (vault: Vault, account: { id: string } | { typed: string }, ip: string): Who => ({
  accountKey: vault.digest(
    'attempt-account',
    'id' in account ? `account ${account.id}` : `name ${account.typed}`,
  ),
  addressKey: networkKey(vault, ip),
});

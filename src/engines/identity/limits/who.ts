import { isIPv6 } from 'node:net';
import type { Vault } from '../vault/vault.ts';
import type { Who } from './attempts.ts';

// One subscriber has a whole /64: its addresses are one address.
const network = (ip: string): string => {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '');
  const [head = '', tail = ''] = ip.split('::');
  const front = head ? head.split(':') : [];
  const back = tail ? tail.split(':') : [];
  const zeros = Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...(ip.includes('::') ? zeros : []), ...back].slice(0, 4).join(':');
};

/** How tries are counted: by account (or by the typed name, where there is no such account) and by address, both keyed digests. */
export const whoTries = (vault: Vault, account: { id: string } | { typed: string }, ip: string): Who => ({
  accountKey: vault.digest(
    'attempt-account',
    'id' in account ? `account ${account.id}` : `name ${account.typed}`,
  ),
  addressKey: vault.digest('attempt-address', network(ip)),
});

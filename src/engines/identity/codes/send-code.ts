import { randomInt } from 'node:crypto';
import { newId, type Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { CodeWait } from '../errors.ts';
import { networkKey } from '../limits/who.ts';
import type { Vault } from '../vault/vault.ts';
import type { CodePurpose, CodeSender } from './code-sender.ts';
import { type SentCode, secondsUntilNext } from './limits.ts';
import { provenThere } from './proven-network.ts';

const CODE_MINUTES = 10;

export type Contact = { channel: 'sms' | 'email'; to: string };

/** What is kept of a code: bound to its sending, keyed, so that six digits cannot be tried out on the table. */
export const codeDigest = (vault: Vault, id: string, code: string): Buffer =>
  vault.digest('one-time-code', `${id} ${code}`);

/** An address as it is counted: a keyed digest. */
export const destinationKey = (vault: Vault, to: string): Buffer => vault.digest('code-destination', to);

/**
 * Sends a new six-digit code, good for ten minutes; how many go is told in `limits.ts`, whether or not the address has an account.
 * `ip`: who asks. Returns the code's id. Throws CodeWait { seconds, minutes }.
 */
export async function sendCode(
  tx: Tx,
  by: { vault: Vault; sender: CodeSender; ip: string },
  message: Contact & { purpose: CodePurpose; lang: Lang },
  now: Date,
): Promise<string> {
  const destination = destinationKey(by.vault, message.to);
  const network = networkKey(by.vault, by.ip);
  await tx.query("SELECT pg_advisory_xact_lock(('x' || encode($1, 'hex'))::bit(64)::bigint)", [
    destination.subarray(0, 8),
  ]);
  const sent = await tx.query<SentCode>(
    `SELECT c.created_at AS at, c.network_key IS NOT DISTINCT FROM $3 AS here, p.at IS NOT NULL AS proven
       FROM identity.one_time_code c LEFT JOIN identity.proven_network p USING (destination_key, network_key)
      WHERE c.destination_key = $1 AND c.created_at > $2::timestamptz - interval '1 day' ORDER BY c.created_at DESC`,
    [destination, now, network],
  );
  const wait = secondsUntilNext(sent, await provenThere(tx, destination, network), now);
  if (wait > 0) throw CodeWait({ seconds: wait, minutes: Math.ceil(wait / 60) });
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await tx.run(
    `INSERT INTO identity.one_time_code
       (id, purpose, channel, destination_key, network_key, digest, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      message.purpose,
      message.channel,
      destination,
      network,
      codeDigest(by.vault, id, code),
      now,
      new Date(now.getTime() + CODE_MINUTES * 60_000),
    ],
  );
  await by.sender.send(tx, { ...message, code });
  return id;
}

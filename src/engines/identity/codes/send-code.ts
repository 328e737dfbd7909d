import { randomInt } from 'node:crypto';
import { newId, type Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { CodeWait } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';
import type { CodePurpose, CodeSender } from './code-sender.ts';

const CODE_MINUTES = 10;
const BETWEEN_S = 60;
const AN_HOUR = 5;
const A_DAY = 10;

export type Contact = { channel: 'sms' | 'email'; to: string };

/** What is kept of a code: bound to its sending, keyed, so that six digits cannot be tried out on the table. */
export const codeDigest = (vault: Vault, id: string, code: string): Buffer =>
  vault.digest('one-time-code', `${id} ${code}`);

/**
 * Sends a new six-digit code, good for ten minutes. One a minute, five an hour, ten a day to one address, whoever asks and
 * whether or not it has an account.
 * Returns the code's id. Throws CodeWait { seconds, minutes }.
 */
export async function sendCode(
  tx: Tx,
  by: { vault: Vault; sender: CodeSender },
  message: Contact & { purpose: CodePurpose; lang: Lang },
  now: Date,
): Promise<string> {
  const destination = by.vault.digest('code-destination', message.to);
  await tx.query("SELECT pg_advisory_xact_lock(('x' || encode($1, 'hex'))::bit(64)::bigint)", [
    destination.subarray(0, 8),
  ]);
  const sent = await tx.query<{ at: Date }>(
    `SELECT created_at AS at FROM identity.one_time_code
      WHERE destination_key = $1 AND created_at > $2::timestamptz - interval '1 day' ORDER BY created_at DESC`,
    [destination, now],
  );
  const wait = secondsUntilNext(
    sent.map(s => s.at),
    now,
  );
  if (wait > 0) throw CodeWait({ seconds: wait, minutes: Math.ceil(wait / 60) });
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await tx.run(
    `INSERT INTO identity.one_time_code (id, purpose, channel, destination_key, digest, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      message.purpose,
      message.channel,
      destination,
      codeDigest(by.vault, id, code),
      now,
      new Date(now.getTime() + CODE_MINUTES * 60_000),
    ],
  );
  await by.sender.send(tx, { ...message, code });
  return id;
}

/** Seconds until another code may go to an address that got codes at `sent` (newest first). */
export function secondsUntilNext(sent: readonly Date[], now: Date): number {
  const after = (index: number, seconds: number) => {
    const at = sent[index];
    return at ? Math.ceil((at.getTime() - now.getTime()) / 1_000) + seconds : 0;
  };
  return Math.max(0, after(0, BETWEEN_S), after(AN_HOUR - 1, 3_600), after(A_DAY - 1, 86_400));
}

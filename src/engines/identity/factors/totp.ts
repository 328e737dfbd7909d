import { Secret, TOTP } from 'otpauth';
import type { Tx } from '#platform/db';
import type { Vault } from '../vault/vault.ts';

const PERIOD_S = 30;
const PURPOSE = 'totp';

const totp = (secret: string, label = '', issuer = '') =>
  // RFC 6238 with what every authenticator app reads: SHA-1, six digits, thirty seconds.
  new TOTP({
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    label,
    issuer,
  });

/** A new secret: 160 random bits (RFC 4226, section 4, R6), base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** `otpauth://totp/…`, for a QR code or a link on the telephone itself. */
export const totpUri = (secret: string, label: string, issuer: string): string =>
  totp(secret, label, issuer).toString();

/** The code of this moment. For the demo's sign-in page and for tests; nobody else asks. */
export const totpNow = (secret: string, now: Date): string =>
  totp(secret).generate({ timestamp: now.getTime() });

/** The time step for which `code` is right at `now`, one step early or late allowed (RFC 6238, 5.2); undefined when none. */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totp(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1_000 / PERIOD_S) + delta;
}

/** Makes the app the account's; `step`: of the code that showed that it works, which is thereby spent. */
export async function saveTotp(
  tx: Tx,
  vault: Vault,
  totp: { accountId: string; secret: string; step: number },
  now: Date,
): Promise<void> {
  await tx.run(
    `INSERT INTO identity.totp (account_id, secret_sealed, last_step, added_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id) DO UPDATE SET secret_sealed = $2, last_step = $3, added_at = $4`,
    [totp.accountId, vault.seal(PURPOSE, totp.secret), totp.step, now],
  );
}

/** The secret of an authenticator app. */
export const openTotp = (vault: Vault, sealed: Buffer): string => vault.open(PURPOSE, sealed);

/** Whether the code is right and was not used before. It is spent by this, for any number of servers at once. */
export async function useTotp(
  tx: Tx,
  vault: Vault,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const row = await tx.maybe<{ sealed: Buffer }>(
    'SELECT secret_sealed AS sealed FROM identity.totp WHERE account_id = $1',
    [accountId],
  );
  const step = row && totpStep(openTotp(vault, row.sealed), code, now);
  if (step === undefined) return false;
  const spent = await tx.run(
    'UPDATE identity.totp SET last_step = $2 WHERE account_id = $1 AND last_step < $2',
    [accountId, step],
  );
  return spent === 1;
}

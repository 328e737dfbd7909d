import type { Tx } from '#platform/db';
import { sameBytes } from '../vault/token.ts';
import type { Vault } from '../vault/vault.ts';
import { codeDigest } from './send-code.ts';

export const TRIES = 5;

export type CodeCheck = { ok: true } | { ok: false; spent: boolean; left: number };

/**
 * Looks at a typed code and counts the try. Must not be rolled back when the code is wrong: so it tells, and does not throw.
 * A right code is spent by this.
 */
export async function checkCode(
  tx: Tx,
  vault: Vault,
  codeId: string,
  typed: string,
  now: Date,
): Promise<CodeCheck> {
  const row = await tx.maybe<{ digest: Buffer; attempts: number; usedAt: Date | null; expiresAt: Date }>(
    `SELECT digest, attempts, used_at AS "usedAt", expires_at AS "expiresAt"
       FROM identity.one_time_code WHERE id = $1 FOR UPDATE`,
    [codeId],
  );
  if (!row || row.usedAt || row.expiresAt <= now || row.attempts >= TRIES)
    return { ok: false, spent: true, left: 0 };
  const ok = sameBytes(row.digest, codeDigest(vault, codeId, typed.replace(/\s/g, '')));
  await tx.run(
    'UPDATE identity.one_time_code SET attempts = attempts + 1, used_at = CASE WHEN $2 THEN $3::timestamptz END WHERE id = $1',
    [codeId, ok, now],
  );
  const left = TRIES - row.attempts - 1;
  return ok ? { ok } : { ok, spent: left === 0, left };
}

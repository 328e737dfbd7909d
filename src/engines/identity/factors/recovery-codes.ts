import { randomInt } from 'node:crypto';
import type { Queryable, Tx } from '#platform/db';
import { tokenHash } from '../vault/token.ts';

const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'; // without 0 O 1 I L: written down and typed
const CODES = 10;

const bare = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Ten new codes in place of all the account had. Shown once; only digests are kept. */
export async function newRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () =>
    Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)]!)
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
  await tx.run('DELETE FROM identity.recovery_code WHERE account_id = $1', [accountId]);
  await tx.run('INSERT INTO identity.recovery_code (account_id, digest) SELECT $1, unnest($2::bytea[])', [
    accountId,
    codes.map(code => tokenHash(bare(code))),
  ]);
  return codes;
}

/** Whether the code is one of the account's and unused. It is spent by this. */
export async function useRecoveryCode(tx: Tx, accountId: string, code: string, now: Date): Promise<boolean> {
  const used = await tx.run(
    'UPDATE identity.recovery_code SET used_at = $3 WHERE account_id = $1 AND digest = $2 AND used_at IS NULL',
    [accountId, tokenHash(bare(code)), now],
  );
  return used === 1;
}

/** How many codes of an account were not used yet. */
export const recoveryCodesLeft = async (q: Queryable, accountId: string): Promise<number> =>
  (
    await q.one<{ left: number }>(
      'SELECT count(*) AS left FROM identity.recovery_code WHERE account_id = $1 AND used_at IS NULL',
      [accountId],
    )
  ).left;

import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { record } from '../entries/record.ts';
import { LastFactor } from '../errors.ts';
import { recoveryCodesLeft } from './recovery-codes.ts';

export type Passkey = { id: string; label: string; addedAt: Date; usedAt: Date | null };

export type Factors = {
  /** When the authenticator app was added; null when there is none. */
  totpSince: Date | null;
  passkeys: Passkey[];
  recoveryCodesLeft: number;
};

/** What an account can show beside its password. */
export async function factorsOf(q: Queryable, accountId: string): Promise<Factors> {
  const totp = await q.maybe<{ at: Date }>('SELECT added_at AS at FROM identity.totp WHERE account_id = $1', [
    accountId,
  ]);
  return {
    totpSince: totp?.at ?? null,
    passkeys: await q.query<Passkey>(
      `SELECT id, label, added_at AS "addedAt", used_at AS "usedAt" FROM identity.passkey
        WHERE account_id = $1 ORDER BY added_at, id`,
      [accountId],
    ),
    recoveryCodesLeft: await recoveryCodesLeft(q, accountId),
  };
}

/** Whether anything is asked for beside the code that is sent: recovery codes alone stand for nothing. */
export const hasFactor = ({ totpSince, passkeys }: Factors): boolean =>
  totpSince !== null || passkeys.length > 0;

/** Records that a factor came: `totp`, `passkey` or `recovery-codes`. */
export async function factorAdded(tx: Tx, accountId: string, factor: string, act: Act): Promise<void> {
  await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
  await record(tx, act, { kind: 'identity.factor-added', subject: `account:${accountId}`, body: { factor } });
}

/**
 * Takes the authenticator app (`totp`) or a passkey (its id) away. Throws LastFactor when nobody could sign in any more: an official
 * without a second factor, or a citizen who has turned the codes to his telephone off, without a passkey or a proven e-mail address.
 */
export async function removeFactor(tx: Tx, accountId: string, factor: string, act: Act): Promise<void> {
  const { citizen, ways } = await tx.one<{ citizen: boolean; ways: boolean }>(
    `SELECT kind = 'citizen' AS citizen, phone_code_off_at IS NULL OR email_proven_at IS NOT NULL AS ways
       FROM identity.account WHERE id = $1 FOR UPDATE`,
    [accountId],
  );
  const { totpSince, passkeys } = await factorsOf(tx, accountId);
  const keys = passkeys.filter(p => p.id !== factor).length;
  const rest = keys + (totpSince && factor !== 'totp' ? 1 : 0);
  if (citizen ? !ways && keys === 0 : rest === 0) throw LastFactor();
  const removed = await (factor === 'totp'
    ? tx.run('DELETE FROM identity.totp WHERE account_id = $1', [accountId])
    : tx.run('DELETE FROM identity.passkey WHERE account_id = $1 AND id = $2', [accountId, factor]));
  if (removed)
    await record(tx, act, {
      kind: 'identity.factor-removed',
      subject: `account:${accountId}`,
      body: { factor: factor === 'totp' ? 'totp' : 'passkey' },
    });
  // Codes in place of nothing would be all that is asked for.
  if (rest === 0) await tx.run('DELETE FROM identity.recovery_code WHERE account_id = $1', [accountId]);
}

/** All second factors are taken away, by an administrator or after the week of a citizen: the next sign-in of an official enrols again. */
export async function resetFactors(tx: Tx, accountId: string, act: Act): Promise<void> {
  await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
  for (const table of ['totp', 'passkey', 'recovery_code'])
    await tx.run(`DELETE FROM identity.${table} WHERE account_id = $1`, [accountId]);
  await record(tx, act, {
    kind: 'identity.factor-removed',
    subject: `account:${accountId}`,
    body: { factor: 'all' },
  });
}

import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Tx } from '#platform/db';
import { FactorWrong } from '../errors.ts';
import { foundAgain } from '../factors/lost.ts';
import { usePasskey } from '../factors/passkey.ts';
import { useRecoveryCode } from '../factors/recovery-codes.ts';
import { useTotp } from '../factors/totp.ts';
import { countTry, succeeded } from '../limits/attempts.ts';
import { whoTries } from '../limits/who.ts';
import { vaultService } from '../vault/vault.ts';
import type { FlowEnv } from './flow.ts';

/** A second factor as shown: the app's six digits, a recovery code, or the browser's answer for a passkey. */
export type Proof =
  | { kind: 'totp'; code: string }
  | { kind: 'recovery'; code: string }
  | { kind: 'passkey'; response: AuthenticationResponseJSON };

/**
 * Checks a second factor of the account, counting the try first; when it is right, does `then` in the same transaction that
 * spends it. Throws FactorWrong, SignInWait.
 */
export async function prove<T>(
  env: FlowEnv,
  accountId: string,
  proof: Proof,
  ip: string,
  then: (tx: Tx) => Promise<T>,
): Promise<T> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const tryId = await countTry(env.db, whoTries(vault, { id: accountId }, ip), now);
  return env.db.tx(async tx => {
    const right =
      proof.kind === 'totp'
        ? await useTotp(tx, vault, accountId, proof.code, now)
        : proof.kind === 'recovery'
          ? await useRecoveryCode(tx, accountId, proof.code, now)
          : await usePasskey(tx, env.site, accountId, proof.response, now);
    if (!right) throw FactorWrong();
    await succeeded(tx, tryId);
    await foundAgain(tx, accountId);
    return then(tx);
  });
}

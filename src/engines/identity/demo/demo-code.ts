import { openTotp, totpNow } from '../factors/totp.ts';
import type { FlowEnv } from '../sign-in/flow.ts';
import { findStep } from '../sign-in/step.ts';
import { vaultService } from '../vault/vault.ts';

const STEP_MS = 30_000;

/**
 * The code that the authenticator app of a demo account would show now (the next one, when it was used up), for a page of a
 * demo installation; null everywhere else, for every other account, and when both are used up.
 */
export async function demoCode(
  env: FlowEnv,
  who: { accountId: string } | { signIn: string | undefined },
): Promise<string | null> {
  if (!env.site.demo) return null;
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const accountId =
    'accountId' in who ? who.accountId : (await findStep(env.db, vault, who.signIn, now))?.accountId;
  if (!accountId) return null;
  const row = await env.db.maybe<{ sealed: Buffer; lastStep: number }>(
    `SELECT t.secret_sealed AS sealed, t.last_step AS "lastStep" FROM identity.totp t
       JOIN identity.account a ON a.id = t.account_id AND a.demo WHERE t.account_id = $1`,
    [accountId],
  );
  if (!row) return null;
  const step = Math.floor(now.getTime() / STEP_MS);
  const free = Math.max(step, row.lastStep + 1);
  // A code is accepted one step early at most.
  return free > step + 1 ? null : totpNow(openTotp(vault, row.sealed), new Date(free * STEP_MS));
}

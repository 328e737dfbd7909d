import type { Tx } from '#platform/db';
import { networkKey } from '../limits/who.ts';
import { sameBytes } from '../vault/token.ts';
import type { Vault } from '../vault/vault.ts';
import { type CodeCheck, TRIES } from './check-code.ts';
import { noteProven, provenThere } from './proven-network.ts';
import { codeDigest, destinationKey } from './send-code.ts';

/** What is asked: codes that went to `to` for signing in, typed from `ip`. */
type Asked = { to: string; ip: string };

type OpenCode = { id: string; digest: Buffer; own: boolean; left: number };

const LIVE = `destination_key = $1 AND purpose IN ('sign-in', 'register') AND used_at IS NULL AND expires_at > $2`;

/** The codes by which somebody who sits there may sign in now, newest first; locked with all others to the same address. */
async function openCodes(tx: Tx, destination: Buffer, network: Buffer, now: Date): Promise<OpenCode[]> {
  await tx.query("SELECT pg_advisory_xact_lock(('x' || encode($1, 'hex'))::bit(64)::bigint)", [
    destination.subarray(0, 8),
  ]);
  const proven = await provenThere(tx, destination, network);
  const codes = await tx.query<OpenCode>(
    `SELECT c.id, c.digest, o.own, ${TRIES} - CASE WHEN o.own THEN coalesce(t.tries, 0) ELSE c.attempts END AS left
       FROM identity.one_time_code c CROSS JOIN LATERAL (SELECT $4 OR c.network_key IS NOT DISTINCT FROM $3 AS own) o
       LEFT JOIN identity.code_try t ON t.code_id = c.id AND t.network_key = $3
      WHERE ${LIVE} ORDER BY c.created_at DESC`,
    [destination, now, network, proven],
  );
  return codes.filter(code => code.left > 0);
}

/** Whether a code to sign in with went to this address of late, whoever asked, and may still be typed there. */
export async function awaitsSignInCode(tx: Tx, vault: Vault, { to, ip }: Asked, now: Date): Promise<boolean> {
  return (await openCodes(tx, destinationKey(vault, to), networkKey(vault, ip), now)).length > 0;
}

/**
 * Looks at a code typed to sign in: right if it is any that went to the address in the last ten minutes, whichever browser asked for it.
 * A wrong one is a try at each: five from the network that asked for it, five from each where the address was proven before, five from
 * all others together. A right one spends them all. Must not be rolled back when it is wrong: so it tells, and does not throw.
 */
export async function checkSignInCode(
  tx: Tx,
  vault: Vault,
  { to, ip }: Asked,
  typed: string,
  now: Date,
): Promise<CodeCheck> {
  const destination = destinationKey(vault, to);
  const network = networkKey(vault, ip);
  const codes = await openCodes(tx, destination, network, now);
  const digits = typed.replace(/\s/g, '');
  if (codes.some(code => sameBytes(code.digest, codeDigest(vault, code.id, digits)))) {
    await tx.run(`UPDATE identity.one_time_code SET used_at = $2 WHERE ${LIVE}`, [destination, now]);
    await noteProven(tx, destination, network, now);
    return { ok: true };
  }
  await tx.run(
    `INSERT INTO identity.code_try AS t (code_id, network_key, tries) SELECT id, $2, 1 FROM unnest($1::uuid[]) id
     ON CONFLICT (code_id, network_key) DO UPDATE SET tries = t.tries + 1`,
    [codes.filter(code => code.own).map(code => code.id), network],
  );
  await tx.run('UPDATE identity.one_time_code SET attempts = attempts + 1 WHERE id = ANY($1)', [
    codes.filter(code => !code.own).map(code => code.id),
  ]);
  const left = Math.max(0, ...codes.map(code => code.left - 1));
  return { ok: false, spent: left === 0, left };
}

import type { Db, Queryable, Tx } from '#platform/db';
import { SignInWait } from '../errors.ts';

/** Wrong tries that cost nothing, before the delay starts. */
const FREE_TRIES = 5;
const FIRST_DELAY_S = 30;
const LONGEST_DELAY_S = 15 * 60;
/** Different accounts that may fail from one address in a quarter of an hour: a hall of clerks on a Monday morning. */
const ACCOUNTS_AN_ADDRESS = 25;
const ADDRESS_WINDOW_S = 15 * 60;

/** Seconds to wait after `failures` wrong tries in a row: none for the first five, then 30 s, doubling, at most 15 minutes. */
export const delayAfter = (failures: number): number =>
  failures < FREE_TRIES ? 0 : Math.min(FIRST_DELAY_S * 2 ** (failures - FREE_TRIES), LONGEST_DELAY_S);

export type Who = { accountKey: Buffer; addressKey: Buffer };

async function secondsToWait(q: Queryable, who: Who, now: Date): Promise<number> {
  const row = await q.one<{ failures: number; last: Date | null; others: number; known: boolean }>(
    `WITH mine AS (
       SELECT at FROM identity.attempt
        WHERE account_key = $1 AND at > $3::timestamptz - interval '1 day' AND NOT ok
          AND id > coalesce((SELECT max(id) FROM identity.attempt WHERE account_key = $1 AND ok), 0))
     SELECT (SELECT count(*) FROM mine) AS failures, (SELECT max(at) FROM mine) AS last,
       (SELECT count(DISTINCT account_key) FROM identity.attempt a
         WHERE address_key = $2 AND at > $3::timestamptz - make_interval(secs => $4) AND NOT ok AND account_key <> $1
           AND NOT EXISTS (SELECT FROM identity.attempt b
             WHERE b.account_key = a.account_key AND b.address_key = $2 AND b.ok AND b.id > a.id)) AS others,
       EXISTS (SELECT FROM identity.attempt WHERE account_key = $1 AND address_key = $2 AND ok) AS known`,
    [who.accountKey, who.addressKey, now, ADDRESS_WINDOW_S],
  );
  const passed = row.last ? (now.getTime() - row.last.getTime()) / 1_000 : Number.POSITIVE_INFINITY;
  const delay = delayAfter(row.failures);
  // Where another process has just noted a try by a clock a little ahead, the time passed is negative: no delay is none.
  const own = delay === 0 ? 0 : Math.ceil(delay - passed);
  if (own > 0) return own;
  // Who has signed in from here before goes on working while somebody in the same office tries other people's names.
  return row.others >= ACCOUNTS_AN_ADDRESS && !row.known ? ADDRESS_WINDOW_S : 0;
}

/**
 * Counts one try at a secret before it is looked at. The account's earlier wrong tries decide the delay, whether or not there
 * is such an account; the address only through how many *different* accounts failed from it.
 * Returns the try's id, for `succeeded`. Throws SignInWait { seconds }; the refused try is not counted.
 */
export function countTry(db: Db, who: Who, now: Date): Promise<number> {
  return db.tx(async tx => {
    // Tries at one account are counted one after the other: a hundred sent at once do not all see the counter at zero.
    await tx.query("SELECT pg_advisory_xact_lock(('x' || encode($1, 'hex'))::bit(64)::bigint)", [
      who.accountKey.subarray(0, 8),
    ]);
    const seconds = await secondsToWait(tx, who, now);
    if (seconds > 0) throw SignInWait({ seconds, minutes: Math.ceil(seconds / 60) });
    const row = await tx.one<{ id: number }>(
      'INSERT INTO identity.attempt (account_key, address_key, at) VALUES ($1, $2, $3) RETURNING id',
      [who.accountKey, who.addressKey, now],
    );
    return row.id;
  });
}

/** The try was right: the account's wrong ones before it no longer count. */
export async function succeeded(tx: Tx, tryId: number): Promise<void> {
  await tx.run('UPDATE identity.attempt SET ok = true WHERE id = $1', [tryId]);
}

/** The try neither counts nor clears anything: half of a sign-in was right. */
export async function forgive(tx: Tx, tryId: number): Promise<void> {
  await tx.run('DELETE FROM identity.attempt WHERE id = $1', [tryId]);
}

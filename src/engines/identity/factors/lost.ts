import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { record } from '../entries/record.ts';
import { resetFactors } from './factors.ts';

/** So long the owner has to notice, and to sign in as always. */
export const LOST_DAYS = 7;

/** From when on the factors of an account that were said to be lost are none any more; null when nobody said so. */
export const lostSince = async (q: Queryable, accountId: string): Promise<Date | null> =>
  (
    await q.maybe<{ due: Date }>('SELECT due_at AS due FROM identity.lost_factor WHERE account_id = $1', [
      accountId,
    ])
  )?.due ?? null;

/**
 * Notes that a citizen has lost his second factors. Said again it stays as it was said first. Returns from when on they are taken away,
 * and whether that is said for the first time.
 */
export async function reportLost(
  tx: Tx,
  accountId: string,
  act: Act,
): Promise<{ due: Date; first: boolean }> {
  const due = new Date(act.at.getTime() + LOST_DAYS * 86_400_000);
  const first = await tx.run(
    'INSERT INTO identity.lost_factor (account_id, asked_at, due_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [accountId, act.at, due],
  );
  if (first)
    await record(tx, act, {
      kind: 'identity.factors-lost',
      subject: `account:${accountId}`,
      body: { due: due.toISOString() },
    });
  return { due: (await lostSince(tx, accountId)) ?? due, first: first === 1 };
}

/** Somebody has shown a factor: none is lost. */
export const foundAgain = (tx: Tx, accountId: string): Promise<number> =>
  tx.run('DELETE FROM identity.lost_factor WHERE account_id = $1', [accountId]);

/** Takes factors away whose week is over. False, and nothing done, when it is not. */
export async function dropLost(tx: Tx, accountId: string, act: Act): Promise<boolean> {
  const due = await tx.run('DELETE FROM identity.lost_factor WHERE account_id = $1 AND due_at <= $2', [
    accountId,
    act.at,
  ]);
  if (due) await resetFactors(tx, accountId, act);
  return due === 1;
}

import type { Db, Tx } from '#platform/db';
import { read, sealedSize } from '../entries.ts';
import type { Follower } from '../types.ts';

/** Positions looked at in one transaction. */
const BATCH = 2_000;

/**
 * Lets a follower handle the next sealed entries and moves its position in the same transaction: each entry has its
 * effect on the database exactly once, in order. Passed over when another process has the follower in hand.
 * Returns how many positions it moved. Throws what the handler throws: the position then stands at that entry, and the
 * entries before it are done.
 */
export async function followOnce(db: Db, follower: Follower, limit = BATCH): Promise<number> {
  try {
    return await db.tx(tx => advance(tx, follower, limit));
  } catch (error) {
    if (limit === 1) throw error;
    // One of many failed, and took the others with it: take them one by one up to it.
    let moved = 0;
    for (let n = 1; n > 0; moved += n) n = await db.tx(tx => advance(tx, follower, 1));
    return moved;
  }
}

/** Which kinds are read for it; of all none is named. */
export const kindsOf = ({ all, kinds }: Follower): { kinds?: readonly string[] } => (all ? {} : { kinds });

async function advance(tx: Tx, follower: Follower, limit: number): Promise<number> {
  const row = await tx.maybe<{ position: number; failed: boolean }>(
    `SELECT position, error IS NOT NULL AS failed FROM ledger.follower WHERE id = $1 FOR UPDATE SKIP LOCKED`,
    [follower.id],
  );
  if (!row) return 0;
  const to = Math.min(row.position + limit, await sealedSize(tx));
  if (to <= row.position) return 0;
  const entries = await read(tx, { from: row.position, to, ...kindsOf(follower) });
  if (follower.handleAll) {
    if (entries.length) await follower.handleAll(entries, tx);
  } else for (const entry of entries) await follower.handle(entry, tx);
  await tx.run(
    'UPDATE ledger.follower SET position = $2, error = NULL, failed_at = NULL, attempts = 0, stood_since = NULL WHERE id = $1',
    [follower.id, to],
  );
  return to - row.position;
}

/** Sends a follower back to the beginning, and empties what it has made, where it says how. */
export async function rebuild(db: Db, follower: Follower): Promise<void> {
  await db.tx(async tx => {
    await register(tx, [follower]);
    await tx.query('SELECT FROM ledger.follower WHERE id = $1 FOR UPDATE', [follower.id]);
    await follower.reset?.(tx);
    // What was passed over comes again.
    await tx.run('DELETE FROM ledger.skipped WHERE follower = $1', [follower.id]);
    await tx.run(
      'UPDATE ledger.follower SET position = 0, error = NULL, failed_at = NULL, attempts = 0, stood_since = NULL WHERE id = $1',
      [follower.id],
    );
  });
}

/** A follower not known before begins at 0. */
export const register = (tx: Pick<Tx, 'run'>, followers: readonly Follower[]): Promise<number> =>
  tx.run('INSERT INTO ledger.follower (id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
    followers.map(f => f.id),
  ]);

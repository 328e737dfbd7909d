import type { Queryable, Tx } from '#platform/db';
import { read, sealedSize } from '../entries.ts';
import type { Entry, Follower } from '../types.ts';
import { kindsOf } from './follow.ts';

/** A follower that stands still: at which entry, why, and since when. */
export type Standing = {
  id: string;
  position: number;
  /** Sealed entries that it has not yet seen. */
  behind: number;
  /** The technical words of its handler. */
  error: string;
  attempts: number;
  since: Date;
  failedAt: Date;
  /** Undefined where its batch broke off before the entry that it cannot take: tried again, it comes to it. */
  entry: Entry | undefined;
};

/** An entry that somebody let a follower pass over. */
export type Skipped = {
  id: string;
  position: number;
  error: string;
  skippedAt: Date;
  /** Account. */
  skippedBy: string;
  reason: string;
  /** When it was taken after all, and who asked for it. */
  madeUpAt: Date | null;
  madeUpBy: string | null;
  entry: Entry | undefined;
};

const entryAt = async (q: Queryable, follower: Follower, position: number): Promise<Entry | undefined> =>
  (await read(q, { from: position, to: position + 1, ...kindsOf(follower) }))[0];

/** Those of `followers` that stand still, the longest first. */
export async function listStanding(
  q: Queryable,
  followers: ReadonlyMap<string, Follower>,
): Promise<Standing[]> {
  const size = await sealedSize(q);
  const rows = await q.query<Omit<Standing, 'behind' | 'entry'>>(
    `SELECT id, position, error, attempts, coalesce(stood_since, failed_at, now()) AS since, coalesce(failed_at, stood_since, now()) AS "failedAt"
     FROM ledger.follower WHERE id = ANY ($1) AND error IS NOT NULL ORDER BY since, id`,
    [[...followers.keys()]],
  );
  return Promise.all(
    rows.map(async row => ({
      ...row,
      behind: Math.max(size - row.position, 0),
      entry: await entryAt(q, followers.get(row.id)!, row.position),
    })),
  );
}

/** Lets a follower that stands still try again at once. Whether it still stood there. */
export const retryFollower = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.run('UPDATE ledger.follower SET failed_at = NULL WHERE id = $1 AND error IS NOT NULL', [id])) > 0;

export type Skip = { position: number; by: string; at: Date; reason: string };

/**
 * Lets a follower that stands still at `position` pass over that entry. Returns the entry; undefined when it stands there no more, by
 * itself or by somebody else: nothing is passed over that nobody looked at.
 */
export async function skipEntry(
  tx: Tx,
  follower: Follower,
  { position, by, at, reason }: Skip,
): Promise<Entry | undefined> {
  const stands = await tx.maybe<{ error: string }>(
    'SELECT error FROM ledger.follower WHERE id = $1 AND position = $2 AND error IS NOT NULL FOR UPDATE',
    [follower.id, position],
  );
  const entry = stands && (await entryAt(tx, follower, position));
  if (!entry) return undefined;
  await tx.run(
    `INSERT INTO ledger.skipped (follower, position, error, skipped_at, skipped_by, reason) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (follower, position) DO UPDATE SET error = EXCLUDED.error, skipped_at = EXCLUDED.skipped_at,
       skipped_by = EXCLUDED.skipped_by, reason = EXCLUDED.reason, made_up_at = NULL, made_up_by = NULL`,
    [follower.id, position, stands.error, at, by, reason],
  );
  await tx.run(
    `UPDATE ledger.follower SET position = $2, error = NULL, failed_at = NULL, attempts = 0, stood_since = NULL WHERE id = $1`,
    [follower.id, position + 1],
  );
  return entry;
}

/** What was passed over, the last first. */
export async function listSkipped(
  q: Queryable,
  followers: ReadonlyMap<string, Follower>,
  { limit, offset }: { limit: number; offset: number },
): Promise<Skipped[]> {
  const rows = await q.query<Omit<Skipped, 'entry'>>(
    `SELECT follower AS id, position, error, skipped_at AS "skippedAt", skipped_by AS "skippedBy", reason,
       made_up_at AS "madeUpAt", made_up_by AS "madeUpBy"
     FROM ledger.skipped WHERE follower = ANY ($1) ORDER BY skipped_at DESC, follower, position LIMIT $2 OFFSET $3`,
    [[...followers.keys()], limit, offset],
  );
  return Promise.all(
    rows.map(async row => ({ ...row, entry: await entryAt(q, followers.get(row.id)!, row.position) })),
  );
}

/**
 * Lets a follower take an entry after all that it was let pass over, out of its order. Returns the entry; undefined when it was not passed
 * over, or was taken meanwhile. Throws what the handler throws: then it stays passed over.
 */
export async function makeUp(
  tx: Tx,
  follower: Follower,
  { position, by, at }: Omit<Skip, 'reason'>,
): Promise<Entry | undefined> {
  const taken = await tx.run(
    `UPDATE ledger.skipped SET made_up_at = $3, made_up_by = $4
     WHERE follower = $1 AND position = $2 AND made_up_at IS NULL`,
    [follower.id, position, at, by],
  );
  const entry = taken ? await entryAt(tx, follower, position) : undefined;
  if (entry) await follower.handle(entry, tx);
  return entry;
}

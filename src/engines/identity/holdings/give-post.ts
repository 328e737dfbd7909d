import type { Act } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { record } from '../entries/record.ts';
import { PostHeld } from '../errors.ts';

const isConflict = (error: unknown) => (error as { code?: string }).code === '23P01';

/**
 * Lets an official hold a post from the local day `from` until the day before `to` (null: until taken). Two who give the
 * same post at the same moment: the exclusion constraint refuses the second.
 * Returns the holding's id. Throws PostHeld.
 */
export async function givePost(
  tx: Tx,
  holding: { postId: string; accountId: string; from: string; to?: string | null },
  act: Act,
): Promise<string> {
  const id = newId();
  const { postId, accountId, from, to = null } = holding;
  try {
    await tx.savepoint(() =>
      tx.run(
        `INSERT INTO identity.holding (id, post_id, account_id, valid, shared)
         VALUES ($1, $2, $3, daterange($4::date, $5::date), false)`,
        [id, postId, accountId, from, to],
      ),
    );
  } catch (error) {
    if (isConflict(error)) throw PostHeld();
    throw error;
  }
  await record(tx, act, {
    kind: 'identity.post-given',
    subject: `holding:${id}`,
    body: { post: postId, account: accountId, from, to },
  });
  return id;
}

/** Several people may hold this post at a time from now on (clerks at the counters of one desk). */
export async function sharePost(tx: Tx, postId: string): Promise<void> {
  await tx.run('INSERT INTO identity.shared_post (post_id) VALUES ($1) ON CONFLICT DO NOTHING', [postId]);
  await tx.run('UPDATE identity.holding SET shared = true WHERE post_id = $1', [postId]);
}

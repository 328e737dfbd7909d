import { rm } from 'node:fs/promises';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { exportPath } from './export.ts';

/**
 * What is erased is not to lie in a copy that was made before: copies of an account cannot be taken any more, and one that is being made is not
 * finished. Their files go with `removeExpired`, once this is done.
 */
export async function dropCopies(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx.run('DELETE FROM my_data.export WHERE account_id = $1 AND ready_at IS NULL', [accountId]);
  await tx.run('UPDATE my_data.export SET expires_at = $2 WHERE account_id = $1 AND expires_at > $2', [
    accountId,
    at,
  ]);
}

/** Removes the copies that have expired, of one account or of all. */
export async function removeExpired(env: Env, accountId: string | null = null): Promise<void> {
  const over = await env.db.query<{ id: string }>(
    'SELECT id FROM my_data.export WHERE expires_at <= $1 AND ($2::uuid IS NULL OR account_id = $2)',
    [env.clock.now(), accountId],
  );
  for (const { id } of over) {
    // The file first: what is left without a row nobody would find.
    await rm(exportPath(env, id), { force: true });
    await env.db.run('DELETE FROM my_data.export WHERE id = $1', [id]);
  }
}

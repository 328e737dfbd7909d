import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';

/**
 * Ends a holding: `to` is the first local day on which the person no longer holds the post (on or before the first day: it
 * never came about). The post's work stays with the post. Throws NotFound.
 */
export async function endHolding(tx: Tx, holdingId: string, to: string, act: Act): Promise<void> {
  const held = await tx.maybe<{ from: string }>(
    'SELECT lower(valid) AS "from" FROM identity.holding WHERE id = $1 FOR UPDATE',
    [holdingId],
  );
  if (!held) throw NotFound();
  if (to <= held.from) await tx.run('DELETE FROM identity.holding WHERE id = $1', [holdingId]);
  else
    await tx.run('UPDATE identity.holding SET valid = daterange(lower(valid), $2::date) WHERE id = $1', [
      holdingId,
      to,
    ]);
  await record(tx, act, { kind: 'identity.post-taken', subject: `holding:${holdingId}`, body: { to } });
}

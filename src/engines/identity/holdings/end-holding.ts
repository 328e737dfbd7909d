import type { Act } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';
import { HoldingBegan } from '../errors.ts';

/**
 * Ends a holding: `to` is the first local day on which the person no longer holds the post. The post's work stays with the post. One that is
 * still to begin may be taken back by a day before its first; one that has begun was held, and is not made unheard of. Throws NotFound, HoldingBegan.
 */
export async function endHolding(tx: Tx, holdingId: string, to: string, act: Act): Promise<void> {
  const held = await tx.maybe<{ from: string }>(
    'SELECT lower(valid) AS "from" FROM identity.holding WHERE id = $1 FOR UPDATE',
    [holdingId],
  );
  if (!held) throw NotFound();
  if (to <= held.from && held.from <= localDate(act.at)) throw HoldingBegan({ day: formatDate(held.from) });
  if (to <= held.from) await tx.run('DELETE FROM identity.holding WHERE id = $1', [holdingId]);
  else
    await tx.run('UPDATE identity.holding SET valid = daterange(lower(valid), $2::date) WHERE id = $1', [
      holdingId,
      to,
    ]);
  await record(tx, act, { kind: 'identity.post-taken', subject: `holding:${holdingId}`, body: { to } });
}

import { createHash, randomBytes } from 'node:crypto';
import { findServiceCentreOf, getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import type { Env } from '#platform/env';

/** The service centre of a commune's committee, whose hall it is. */
export async function hallOf({ db, clock }: Env, committeeId: string): Promise<string> {
  const day = localDate(clock.now());
  const { areaId } = await getAgency(db, committeeId, day);
  const centre = areaId ? await findServiceCentreOf(db, areaId, day) : undefined;
  if (!centre) throw new Error(`${committeeId} has no service centre`);
  return centre.id;
}

/** A device of a hall, as if it had been paired: its id, and the value of its cookie `fs-thiet-bi`. */
export async function hallDevice(
  { db, clock }: Env,
  agencyId: string,
  kind: 'kiosk' | 'screen',
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), randomBytes(32).toString('base64url')];
  await db.run(
    `INSERT INTO hall.device (id, agency_id, kind, name, made_at, token_hash, paired_at)
     VALUES ($1, $2, $3, $4, $5, $6, $5)`,
    [id, agencyId, kind, `${kind} ${id.slice(-6)}`, clock.now(), createHash('sha256').update(token).digest()],
  );
  return { id, token };
}

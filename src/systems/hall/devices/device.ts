import type { Queryable } from '#platform/db';

export type DeviceKind = 'kiosk' | 'screen';

export type Device = {
  id: string;
  agencyId: string;
  kind: DeviceKind;
  name: string;
  /** Until then its code pairs it; null once it is paired. */
  codeExpiresAt: Date | null;
  pairedAt: Date | null;
  seenAt: Date | null;
};

/** A paired device is let in for so long; then it is paired anew, as no cookie lives longer in a browser. */
export const PAIRED_SECONDS = 365 * 86_400;

export const DEVICE = `id, agency_id AS "agencyId", kind, name, code_expires_at AS "codeExpiresAt", paired_at AS "pairedAt", seen_at AS "seenAt"`;

/** The living devices of an office, by name. */
export const listDevices = (q: Queryable, agencyId: string): Promise<Device[]> =>
  q.query<Device>(
    `SELECT ${DEVICE} FROM hall.device WHERE agency_id = $1 AND revoked_at IS NULL ORDER BY lower(name) COLLATE "vi-x-icu", id`,
    [agencyId],
  );

/** The living device of a code that still pairs it. */
export const findByCode = (q: Queryable, codeHash: Buffer, at: Date): Promise<Device | undefined> =>
  q.maybe<Device>(
    `SELECT ${DEVICE} FROM hall.device WHERE code_hash = $1 AND code_expires_at > $2 AND revoked_at IS NULL`,
    [codeHash, at],
  );

/** The living device of a cookie. That it was seen is noted once a minute. */
export async function findByToken(q: Queryable, tokenHash: Buffer, at: Date): Promise<Device | undefined> {
  const since = new Date(at.getTime() - PAIRED_SECONDS * 1_000);
  const device = await q.maybe<Device>(
    `SELECT ${DEVICE} FROM hall.device WHERE token_hash = $1 AND paired_at > $2 AND revoked_at IS NULL`,
    [tokenHash, since],
  );
  if (device && (!device.seenAt || at.getTime() - device.seenAt.getTime() > 60_000))
    await q.run('UPDATE hall.device SET seen_at = $2 WHERE id = $1', [device.id, at]);
  return device;
}

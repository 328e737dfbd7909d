import type { Act } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import { DeviceNamed, PairingOver } from '../errors.ts';
import { DEVICE, type Device, type DeviceKind } from './device.ts';
import { digestOf, newDeviceToken, newPairingCode } from './token.ts';

/** From the moment a code is shown to the walk to the kiosk, and typing it there. */
export const CODE_MINUTES = 30;

const subjectOf = (id: string) => `hall-device:${id}`;

/**
 * Enters a device of an office. Returns the code that pairs it, which is not kept and cannot be shown again.
 * Throws HALL_DEVICE_NAMED where a living device of the office is called so.
 */
export async function makeDevice(
  tx: Tx,
  wish: { agencyId: string; kind: DeviceKind; name: string },
  act: Act,
): Promise<{ device: Device; code: string }> {
  const code = newPairingCode();
  const until = new Date(act.at.getTime() + CODE_MINUTES * 60_000);
  const device = await tx.maybe<Device>(
    `INSERT INTO hall.device (id, agency_id, kind, name, made_at, code_hash, code_expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (agency_id, lower(name)) WHERE revoked_at IS NULL DO NOTHING RETURNING ${DEVICE}`,
    [newId(), wish.agencyId, wish.kind, wish.name, act.at, digestOf(code), until],
  );
  if (!device) throw DeviceNamed({ name: wish.name });
  await act.ledger.append(tx, {
    kind: 'hall.device-made',
    subject: subjectOf(device.id),
    actor: act.actor,
    at: act.at,
    post: act.post ?? null,
    agency: wish.agencyId,
    body: { agency: wish.agencyId, kind: wish.kind, name: wish.name, until: until.toISOString() },
  });
  return { device, code };
}

/**
 * Pairs the device of a code with the browser that brings it: its cookie is returned, and the code is gone. Of two browsers at once
 * one is paired. Throws HALL_PAIRING_OVER.
 */
export async function pairDevice(
  tx: Tx,
  codeHash: Buffer,
  by: { ledger: Ledger; at: Date },
): Promise<{ device: Device; token: string }> {
  const token = newDeviceToken();
  const device = await tx.maybe<Device>(
    `UPDATE hall.device SET code_hash = NULL, code_expires_at = NULL, token_hash = $2, paired_at = $3, seen_at = $3
     WHERE code_hash = $1 AND code_expires_at > $3 AND revoked_at IS NULL RETURNING ${DEVICE}`,
    [codeHash, digestOf(token), by.at],
  );
  if (!device) throw PairingOver();
  await by.ledger.append(tx, {
    kind: 'hall.device-paired',
    subject: subjectOf(device.id),
    actor: subjectOf(device.id),
    at: by.at,
    post: null,
    agency: device.agencyId,
    body: { agency: device.agencyId, kind: device.kind, name: device.name },
  });
  return { device, token };
}

/** Ends a device of an office at once, paired or not; one that was ended stays so. Throws NotFound. */
export async function revokeDevice(
  tx: Tx,
  which: { id: string; agencyIds: readonly string[] },
  act: Act,
): Promise<Device> {
  const device = await tx.maybe<Device & { revokedAt: Date | null }>(
    `SELECT ${DEVICE}, revoked_at AS "revokedAt" FROM hall.device WHERE id = $1 AND agency_id = ANY($2) FOR UPDATE`,
    [which.id, which.agencyIds],
  );
  if (!device) throw NotFound();
  if (device.revokedAt) return device;
  await tx.run('UPDATE hall.device SET revoked_at = $2 WHERE id = $1', [device.id, act.at]);
  await act.ledger.append(tx, {
    kind: 'hall.device-revoked',
    subject: subjectOf(device.id),
    actor: act.actor,
    at: act.at,
    post: act.post ?? null,
    agency: device.agencyId,
    body: { agency: device.agencyId, name: device.name },
  });
  return device;
}

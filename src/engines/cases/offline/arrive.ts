import type { Queryable, Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { OfflineChanged, OfflineNotYours, OfflineNumber } from '../errors.ts';
import { startIntake } from '../intake/intake.ts';
import type { DeviceTimes } from './device-clock.ts';
import { takenAt, toldAt } from './device-clock.ts';
import type { OfflinePack } from './pack.ts';

/** Why a dossier that came back is left for the clerk to decide. */
export type Conflict =
  | { kind: 'form-changed'; from: string; lost: Array<{ label: string; value: string }> }
  /** A file that cannot be kept, in words; nothing else is lost. */
  | { kind: 'refused'; words: string }
  | { kind: 'same-open'; code: string; dossierId: string; receivedAt: string; agencyId: string };

/** An intake that was entered without a network, as it stands here. */
export type OfflineIntake = {
  id: string;
  packId: string;
  accountId: string;
  provisional: string;
  draftId: string | null;
  toldAt: Date;
  /** null: the clock of the device is not believed. */
  takenAt: Date | null;
  arrivedAt: Date;
  /** null: its sending broke off, and what the intake holds is not yet all. */
  enteredAt: Date | null;
  conflicts: Conflict[];
};

const COLUMNS = `o.id, o.pack_id AS "packId", p.account_id AS "accountId", o.provisional, o.draft_id AS "draftId", o.told_at AS "toldAt",
  o.taken_at AS "takenAt", o.arrived_at AS "arrivedAt", o.entered_at AS "enteredAt",
  coalesce(i.conflicts, '[]') AS conflicts`;
const FROM = `cases.offline_intake o JOIN cases.offline_pack p ON p.id = o.pack_id
  LEFT JOIN cases.intake i ON i.draft_id = o.draft_id`;

/** Of an intake at the counter: how it was entered without a network; undefined of one that was not. */
export const offlineOf = (q: Queryable, draftId: string): Promise<OfflineIntake | undefined> =>
  q.maybe(`SELECT ${COLUMNS} FROM ${FROM} WHERE o.draft_id = $1`, [draftId]);

const findArrived = (q: Queryable, id: string): Promise<(OfflineIntake & { digest: Buffer }) | undefined> =>
  q.maybe(`SELECT ${COLUMNS}, o.digest FROM ${FROM} WHERE o.id = $1`, [id]);

const numberIn = (provisional: string): number => Number(provisional.split('-').at(-1));

/**
 * Whether one with a smaller number was handed in later, as the device says: its clock was set back in between. It gives the numbers in
 * their order, and sends in it.
 */
const wentBack = async (tx: Tx, { pack, provisional }: Arrival, told: Date): Promise<boolean> =>
  (await tx.maybe(
    `SELECT FROM cases.offline_intake WHERE pack_id = $1 AND split_part(provisional, '-', 3)::int < $2
       AND told_at > $3::timestamptz + interval '10 minutes' LIMIT 1`,
    [pack.id, numberIn(provisional), told],
  )) !== undefined;

/** What a device sends beside what was entered. */
export type Arrival = {
  /** UUID, made by the device. */
  id: string;
  pack: OfflinePack;
  provisional: string;
  versionId: string;
  device: DeviceTimes;
  /** SHA-256 of what was entered. */
  digest: Buffer;
};

/**
 * Notes that an intake has come back, and begins it at the counter of its pack; when it came before, gives it back as it stands.
 *
 * | refusal | when |
 * | --- | --- |
 * | OFFLINE_NOT_YOURS | it came under another account, or its form was not in the pack |
 * | OFFLINE_CHANGED | it came before with another content |
 * | OFFLINE_NUMBER | its provisional number is of another pack, or another intake has it |
 */
export async function arrive(tx: Tx, ctx: Ctx, arrival: Arrival): Promise<OfflineIntake> {
  const { id, pack, provisional, versionId, digest } = arrival;
  if (!pack.versionIds.includes(versionId)) throw OfflineNotYours();
  if (!provisional.startsWith(`TAM-${pack.mark}-`)) throw OfflineNumber({ provisional });
  const now = ctx.clock.now();
  // Sent twice at the same moment: the second waits here for the first, and finds it.
  await tx.run('SELECT FROM cases.offline_pack WHERE id = $1 FOR UPDATE', [pack.id]);
  const before = await findArrived(tx, id);
  if (before) {
    if (before.accountId !== pack.accountId || before.packId !== pack.id) throw OfflineNotYours();
    if (!before.digest.equals(digest)) throw OfflineChanged({ provisional: before.provisional });
    return before;
  }
  if (await tx.maybe('SELECT FROM cases.offline_intake WHERE provisional = $1', [provisional]))
    throw OfflineNumber({ provisional });
  const told = toldAt(arrival.device, now);
  const taken = (await wentBack(tx, arrival, told))
    ? null
    : takenAt(arrival.device, { stored: pack.storedAt ?? pack.madeAt, arrived: now });
  const input = { clerkId: pack.accountId, agencyId: pack.agencyId, procedureVersionId: versionId };
  const { draft } = await startIntake(tx, input, now);
  await tx.run(
    `INSERT INTO cases.offline_intake (id, pack_id, provisional, draft_id, digest, told_at, taken_at, arrived_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, pack.id, provisional, draft.id, digest, told, taken, now],
  );
  return (await findArrived(tx, id)) as OfflineIntake;
}

/** All that was sent stands in the intake now, and why it is left to the clerk, if it is. */
export const noteEntered = async (
  tx: Tx,
  { id }: Pick<OfflineIntake, 'id'>,
  conflicts: readonly Conflict[],
  at: Date,
): Promise<void> => {
  const { draftId } = await tx.one<{ draftId: string | null }>(
    'UPDATE cases.offline_intake SET entered_at = $2 WHERE id = $1 RETURNING draft_id AS "draftId"',
    [id, at],
  );
  await tx.run('UPDATE cases.intake SET conflicts = $2 WHERE draft_id = $1', [
    draftId,
    JSON.stringify(conflicts),
  ]);
};

/** How an intake that came back stands, for lists. */
export type ArrivedRow = {
  id: string;
  provisional: string;
  procedure: string;
  person: string | null;
  arrivedAt: Date;
  /** null: the intake was dropped, or nobody went on with it. */
  draftId: string | null;
  dossierId: string | null;
  code: string | null;
  /** It was dropped at the counter, by this person and for this reason; `sameDossierId`, `same`: the dossier of the same matter. */
  droppedAt: Date | null;
  droppedBy: string | null;
  dropReason: string | null;
  sameDossierId: string | null;
  same: string | null;
};

/** What a clerk entered without a network in the last `days`, the latest first. */
export const listArrived = (q: Queryable, accountId: string, since: Date): Promise<ArrivedRow[]> =>
  q.query(
    `SELECT o.id, o.provisional, v.name AS procedure, i.person ->> 'name' AS person, o.arrived_at AS "arrivedAt", o.draft_id AS "draftId",
       r.dossier_id AS "dossierId", c.code, o.dropped_at AS "droppedAt", a.name AS "droppedBy", o.drop_reason AS "dropReason",
       o.same_dossier_id AS "sameDossierId", s.code AS same
     FROM ${FROM} LEFT JOIN identity.account a ON a.id = o.dropped_by LEFT JOIN cases.dossier_code s ON s.dossier_id = o.same_dossier_id LEFT JOIN cases.draft d ON d.id = o.draft_id
     LEFT JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     LEFT JOIN cases.reception r ON r.provisional = o.provisional LEFT JOIN cases.dossier_code c ON c.dossier_id = r.dossier_id
     WHERE p.account_id = $1 AND o.arrived_at > $2 ORDER BY o.arrived_at DESC, o.provisional DESC LIMIT 200`,
    [accountId, since],
  );

import { readPhone, type Vault } from '#engines/identity';
import type { Queryable, Tx } from '#platform/db';
import { type Draft, dropDraft } from '../drafts/draft.ts';
import { provisionalIn } from '../read/find-by-number.ts';
import type { OfflineIntake } from './arrive.ts';

/** What is kept of a telephone number of what was dropped: bound to its provisional number and keyed. `digits`: all of them, or the last four. */
const phoneKey = (vault: Vault, provisional: string, digits: string): Buffer =>
  vault.digest('dropped-intake-phone', `${provisional} ${digits}`);

/** The keys of the telephone numbers of an intake, whole and by their last four digits: whoever holds its receipt asks by one of them. */
async function phoneKeys(tx: Tx, vault: Vault, provisional: string, draft: Draft): Promise<Buffer[]> {
  const numbers = await tx.query<{ number: string }>(
    `SELECT unnest(cases.numbers_of(d.data, i.person ->> 'phone')) AS number
     FROM cases.draft d JOIN cases.intake i ON i.draft_id = d.id WHERE d.id = $1`,
    [draft.id],
  );
  const phones = numbers.map(n => readPhone(n.number)).filter(phone => phone !== undefined);
  return [...new Set(phones.flatMap(phone => [phone, phone.slice(-4)]))].map(digits =>
    phoneKey(vault, provisional, digits),
  );
}

/**
 * Drops an intake that came in without a network, and keeps who did it, when and why under the number of its provisional receipt. `same`: the dossier
 * of the same matter, to which the number leads from then on.
 */
export async function dropOffline(
  tx: Tx,
  vault: Vault,
  offline: Pick<OfflineIntake, 'id' | 'provisional'>,
  draft: Draft,
  { reason, same }: { reason: string; same: string | null },
  by: { accountId: string; at: Date },
): Promise<void> {
  const keys = await phoneKeys(tx, vault, offline.provisional, draft);
  await dropDraft(tx, draft);
  await tx.run(
    `UPDATE cases.offline_intake SET dropped_at = $2, dropped_by = $3, drop_reason = $4, same_dossier_id = $5, phone_keys = $6
     WHERE id = $1 AND draft_id IS NULL AND dropped_at IS NULL`,
    [offline.id, by.at, by.accountId, reason, same, keys],
  );
}

/** What was dropped, when, by whom, at which office and why; `same`: the code of the dossier of the same matter, null where none was named. */
export type DroppedOffline = {
  provisional: string;
  at: Date;
  who: string;
  agencyId: string;
  reason: string;
  same: string | null;
  sameDossierId: string | null;
};

/** What was dropped of the number of a provisional receipt, as somebody types it; undefined where none was. */
export async function findDropped(q: Queryable, typed: string): Promise<DroppedOffline | undefined> {
  const number = provisionalIn(typed);
  return number === undefined
    ? undefined
    : q.maybe<DroppedOffline>(
        `SELECT o.provisional, o.dropped_at AS at, a.name AS who, p.agency_id AS "agencyId", o.drop_reason AS reason,
           c.code AS same, o.same_dossier_id AS "sameDossierId"
         FROM cases.offline_intake o JOIN cases.offline_pack p ON p.id = o.pack_id JOIN identity.account a ON a.id = o.dropped_by
         LEFT JOIN cases.dossier_code c ON c.dossier_id = o.same_dossier_id
         WHERE o.provisional = $1 AND o.dropped_at IS NOT NULL`,
        [number],
      );
}

/** What has come back and waits for the clerk who took it in to decide. */
export type WaitingOffline = {
  provisional: string;
  draftId: string;
  accountId: string;
  who: string;
  agencyId: string;
  arrivedAt: Date;
};

/** What waits under the number of a provisional receipt, as somebody types it; undefined where nothing does. */
export async function findWaiting(q: Queryable, typed: string): Promise<WaitingOffline | undefined> {
  const number = provisionalIn(typed);
  return number === undefined
    ? undefined
    : q.maybe<WaitingOffline>(
        `SELECT o.provisional, o.draft_id AS "draftId", p.account_id AS "accountId", a.name AS who, p.agency_id AS "agencyId",
           o.arrived_at AS "arrivedAt"
         FROM cases.offline_intake o JOIN cases.offline_pack p ON p.id = o.pack_id JOIN identity.account a ON a.id = p.account_id
         JOIN cases.draft d ON d.id = o.draft_id WHERE o.provisional = $1 AND d.dossier_id IS NULL`,
        [number],
      );
}

/**
 * What was dropped of the number of a provisional receipt, for someone who knows its telephone number as `track` asks for it; undefined
 * where nothing was, or the number is another. To be asked after `track`, which has counted the try: a right one is not held against him.
 */
export async function trackDropped(
  q: Queryable,
  vault: Vault,
  { code, digits, network }: { code: string; digits: string; network: Buffer },
): Promise<DroppedOffline | undefined> {
  const dropped = await findDropped(q, code);
  // That of the same matter is looked up as a dossier is, by its number.
  if (!dropped || dropped.sameDossierId) return undefined;
  const key = phoneKey(vault, dropped.provisional, readPhone(digits) ?? digits);
  const fits = await q.maybe(
    'SELECT FROM cases.offline_intake WHERE provisional = $1 AND $2 = ANY (phone_keys)',
    [dropped.provisional, key],
  );
  if (!fits) return undefined;
  await q.run(
    `UPDATE cases.tracking_guess SET ok = true
     WHERE id = (SELECT max(id) FROM cases.tracking_guess WHERE code = $1 AND network = $2)`,
    [dropped.provisional, network],
  );
  return dropped;
}

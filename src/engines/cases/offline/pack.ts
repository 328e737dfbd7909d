import { randomBytes, randomInt } from 'node:crypto';
import { vaultService } from '#engines/identity';
import { findProcedureInForce, ProcedureNotFound } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { newId, type Queryable, type Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { OfflineNotYours } from '../errors.ts';
import { mustReceive } from '../intake/may-receive.ts';
import { postAt } from '../intake/offices.ts';
import type { RunningVersion } from '../process/load.ts';
import { isUuid } from '../read/uuid.ts';

const DAY_MS = 86_400_000;
/** For so many days forms that were taken along may be filled in; what was filled in is taken in later too. */
export const PACK_DAYS = 7;
/** So many procedures may be taken along at once. */
export const MOST_PROCEDURES = 20;

const MARK = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const SEALED_FOR = 'offline-pack';

/** What a clerk takes along to receive without a network. */
export type OfflinePack = {
  id: string;
  accountId: string;
  /** The office for which he receives. */
  agencyId: string;
  /** Stands in its provisional numbers. */
  mark: string;
  madeAt: Date;
  storedAt: Date | null;
  expiresAt: Date;
  /** In the order in which they were chosen. */
  versionIds: string[];
};

const COLUMNS = `p.id, p.account_id AS "accountId", p.agency_id AS "agencyId", p.mark, p.made_at AS "madeAt", p.stored_at AS "storedAt",
  p.expires_at AS "expiresAt", ARRAY(SELECT v.procedure_version_id FROM cases.offline_procedure v WHERE v.pack_id = p.id
    ORDER BY v.position) AS "versionIds"`;

const markOf = (): string => Array.from({ length: 5 }, () => MARK[randomInt(MARK.length)]).join('');

/**
 * Makes what a clerk takes along: the versions in force of these procedures, for a counter where he may receive each of them.
 * Throws ProcedureNotFound, which names all codes that are none, DeskOnlineOnly and DeskNotForThis, which name the procedure.
 */
export async function makePack(
  tx: Tx,
  ctx: Ctx,
  { agencyId, codes }: { agencyId: string; codes: readonly string[] },
): Promise<OfflinePack> {
  const now = ctx.clock.now();
  const visitor = ctx.visitor!;
  const versions: RunningVersion[] = [];
  const unknown: string[] = [];
  for (const code of new Set(codes)) {
    const version = await findProcedureInForce(tx, code, localDate(now));
    if (version) versions.push(version);
    else unknown.push(code);
  }
  if (unknown.length) throw ProcedureNotFound({ code: unknown.join(', ') });
  for (const version of versions) await mustReceive(tx, visitor, version, agencyId, now);
  const id = newId(now.getTime());
  const key = randomBytes(32).toString('base64');
  const mark = markOf();
  await tx.run(
    `INSERT INTO cases.offline_pack (id, account_id, agency_id, mark, key_sealed, made_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      visitor.accountId,
      agencyId,
      mark,
      ctx.get(vaultService).seal(SEALED_FOR, key),
      now,
      new Date(now.getTime() + PACK_DAYS * DAY_MS),
    ],
  );
  await tx.run(
    `INSERT INTO cases.offline_procedure (pack_id, position, procedure_version_id)
     SELECT $1, n, v FROM unnest($2::uuid[]) WITH ORDINALITY AS chosen (v, n)`,
    [id, versions.map(v => v.id)],
  );
  await ctx.get(ledgerService).append(tx, {
    kind: 'offline-pack.made',
    subject: `offline-pack:${id}`,
    actor: visitor.accountId,
    post: postAt(visitor, agencyId),
    agency: agencyId,
    at: now,
    body: { mark, procedures: versions.map(v => v.code) },
    personal: {},
  });
  return getPack(tx, visitor.accountId, id);
}

/** A clerk's own pack. Throws OfflineNotYours, also where there is none: nobody learns of another's. */
export async function getPack(q: Queryable, accountId: string, id: string): Promise<OfflinePack> {
  const found = isUuid(id)
    ? await q.maybe<OfflinePack>(
        `SELECT ${COLUMNS} FROM cases.offline_pack p WHERE p.id = $1 AND p.account_id = $2`,
        [id, accountId],
      )
    : undefined;
  if (!found) throw OfflineNotYours();
  return found;
}

/** The pack that a clerk made last. */
export const lastPack = (q: Queryable, accountId: string): Promise<OfflinePack | undefined> =>
  q.maybe(
    `SELECT ${COLUMNS} FROM cases.offline_pack p WHERE p.account_id = $1 ORDER BY p.made_at DESC, p.id DESC LIMIT 1`,
    [accountId],
  );

/**
 * Forgets packs that no device has stored and whose time is over: nothing was ever sealed under their keys. A pack that a device has stored
 * keeps its key: what lies there unsent, however long, is opened by it when the password is forgotten, and nobody here knows what lies there.
 */
export const forgetUnstored = (q: Queryable, now: Date): Promise<number> =>
  q.run(
    `DELETE FROM cases.offline_pack p WHERE p.stored_at IS NULL AND p.expires_at < $1
       AND NOT EXISTS (SELECT FROM cases.offline_intake o WHERE o.pack_id = p.id)`,
    [now],
  );

/** Notes that a device has stored the pack, now: from here on its clock is compared with ours. */
export const notePackStored = async (tx: Tx, pack: OfflinePack, at: Date): Promise<void> => {
  await tx.run('UPDATE cases.offline_pack SET stored_at = $2 WHERE id = $1', [pack.id, at]);
};

/** The key under which the device keeps what is entered, base64 of 32 bytes. */
export async function packKey(q: Queryable, ctx: Pick<Ctx, 'get'>, pack: OfflinePack): Promise<string> {
  const { sealed } = await q.one<{ sealed: Buffer }>(
    'SELECT key_sealed AS sealed FROM cases.offline_pack WHERE id = $1',
    [pack.id],
  );
  return ctx.get(vaultService).open(SEALED_FOR, sealed);
}

import type { Db, Queryable } from '#platform/db';
import type { Append } from '../append.ts';
import { canonical } from '../canonical.ts';
import type { Content } from '../entries.ts';
import { type Signer, verifySignature } from './signer.ts';

/** Which life of which database: transaction ids count on only within one. */
export type Cluster = { systemIdentifier: string; timeline: number; database: number };

export type HeadRef = { size: number; root: string };

/** The database as it stands now. The timeline is that of the WAL being written, not of the last checkpoint. */
export async function readCluster(q: Queryable): Promise<Cluster> {
  const row = await q.one<Cluster & { timeline: string }>(
    `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS "systemIdentifier",
            left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline,
            (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) AS database`,
  );
  return { ...row, timeline: Number.parseInt(row.timeline, 16) };
}

/** The last epoch opened, or undefined in a new log. */
export const lastEpoch = (q: Queryable): Promise<(Cluster & { counter: number }) | undefined> =>
  q.maybe<Cluster & { counter: number }>(
    `SELECT counter, system_identifier AS "systemIdentifier", timeline, database_oid AS database
       FROM ledger.epoch ORDER BY counter DESC LIMIT 1`,
  );

/** Whether both are the same life of the same database. */
export const sameCluster = (a: Cluster, b: Cluster): boolean =>
  a.systemIdentifier === b.systemIdentifier && a.timeline === b.timeline && a.database === b.database;

const statement = (body: Record<string, unknown>) => {
  const { signature: _, ...rest } = body;
  return Buffer.from(canonical({ type: 'fansipan-epoch/1', ...rest }));
};

/** Whether an opening entry was signed by the key in force. */
export const isOpening = (content: Content, publicKey: Uint8Array): boolean =>
  verifySignature(publicKey, statement(content.body), Buffer.from(String(content.body.signature), 'base64'));

/**
 * Opens the next epoch by an entry that is signed in itself and states the head it goes on from, and, when a restore
 * fell behind a head known outside, that head too. `isFirst`: the log begins, with `signer`'s key.
 */
export async function openEpoch(
  db: Db,
  append: Append,
  signer: Signer,
  opening: {
    counter: number;
    cluster: Cluster;
    continues: HeadRef | null;
    lost: HeadRef | null;
    at: Date;
  },
): Promise<void> {
  const { counter, cluster, continues, lost, at } = opening;
  const unsigned = {
    counter,
    ...cluster,
    keyId: signer.keyId,
    publicKey: signer.publicKey.toString('base64'),
    continues,
    lost,
  };
  const signature = (await signer.sign(statement(unsigned))).toString('base64');
  await db.tx(async tx => {
    const { id } = await append.append(tx, {
      kind: 'ledger.epoch-opened',
      subject: 'ledger:epoch',
      actor: 'system',
      at,
      body: { ...unsigned, signature },
    });
    await tx.run(
      `INSERT INTO ledger.epoch (counter, system_identifier, timeline, database_oid, opened_by)
         VALUES ($1, $2, $3, $4, $5)`,
      [counter, cluster.systemIdentifier, cluster.timeline, cluster.database, id],
    );
    await tx.run('UPDATE ledger.sealer SET accepted_loss = NULL');
    if (counter === 1) {
      await tx.query('SELECT ledger.open_log($1)', [id]);
      await tx.run('INSERT INTO ledger.key (after_size, key_id, public_key) VALUES (0, $1, $2)', [
        signer.keyId,
        signer.publicKey,
      ]);
    }
  });
}

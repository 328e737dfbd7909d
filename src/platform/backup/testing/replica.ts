import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Embedded } from '#platform/embedded';
import { baseBackup } from '../base-backup.ts';

/** The name by which a primary knows it, for `synchronous_standby_names`. */
export const REPLICA = 'replica';

/** Runs statements on a server, as its superuser, each by itself. */
export async function tell({ url }: Pick<Embedded, 'url'>, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Makes a streaming replica of a running embedded server in `dataDir`, to be started by `startEmbedded`: a base backup
 * by the functions of SQL and a copy of the files, and the word that it is a standby.
 */
export async function makeReplica(primary: Embedded, dataDir: string): Promise<void> {
  await appendFile(path.join(primary.folder, 'pg_hba.conf'), 'local replication all peer map=ours\n');
  await tell(primary, 'SELECT pg_reload_conf()');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = path.join(dataDir, 'postgres');
  await baseBackup(primary.url, primary.folder, folder, dataDir, () => undefined);
  const host = new URL(primary.url).searchParams.get('host');
  const connection = `host=${host} user=fansipan application_name=${REPLICA}`;
  await writeFile(path.join(folder, 'standby.signal'), '', { mode: 0o600 });
  await appendFile(path.join(folder, 'postgresql.auto.conf'), `primary_conninfo = '${connection}'\n`);
}

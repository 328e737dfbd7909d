import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { type Copied, copyFile, copyTree, type OnFile, writeSaved } from './copy.ts';
import { BackupRefused } from './refused.ts';

// What a base backup must not or need not hold: PostgreSQL 17, chapter 25.3.4 "Making a Base Backup Using the Low Level API".
const CONTENTS_ONLY =
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//;
const NEVER =
  /^(postmaster\.(pid|opts)|backup_label|tablespace_map)$|(^|\/)(pgsql_tmp[^/]*|pg_internal\.init)$/;
// Copied last, so that it is never older than what it describes.
const CONTROL = 'global/pg_control';

const SEGMENTS_PER_LOG = 256;
const segmentNumber = (name: string) =>
  Number.parseInt(name.slice(8, 16), 16) * SEGMENTS_PER_LOG + Number.parseInt(name.slice(16), 16);

async function copyWal(from: string, to: string, base: string, first: string, last: string, onFile: OnFile) {
  const names = (await readdir(from)).filter(
    name =>
      /^[0-9A-F]{8}\.history$/.test(name) ||
      (/^[0-9A-F]{24}$/.test(name) &&
        name.slice(0, 8) === first.slice(0, 8) &&
        name >= first &&
        name <= last),
  );
  const segments = names.filter(name => name.length === 24);
  if (segments.length !== segmentNumber(last) - segmentNumber(first) + 1)
    throw new Error(`write-ahead log of the backup is not whole: ${first} to ${last}`);
  const files: Copied['files'] = [];
  for (const name of names) {
    const made = await copyFile(path.join(from, name), path.join(to, name));
    if (!made) throw new BackupRefused('log-gone', name);
    files.push({ path: path.relative(base, path.join(to, name)), ...made });
    onFile(made.size);
  }
  return files;
}

/**
 * Copies the running cluster in `cluster` to `to`, while it goes on being written to: started from the copy, a server
 * replays the log to the moment at which the copying ended. `url`: as superuser. Paths in the result are relative to `base`.
 */
export async function baseBackup(
  url: string,
  cluster: string,
  to: string,
  base: string,
  onFile: OnFile,
): Promise<Copied> {
  const client = new pg.Client({ connectionString: url, application_name: 'fansipan-backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const spaces = await client.query("SELECT 1 FROM pg_tablespace WHERE spcname NOT LIKE 'pg\\_%'");
    if (spaces.rows.length) throw new Error('tablespaces outside the cluster are not backed up');
    // The slot keeps the log that the copy needs from being recycled, and goes with the connection.
    const slot = `backup_${randomBytes(6).toString('hex')}`;
    await client.query('SELECT pg_create_physical_replication_slot($1, true, true)', [slot]);
    await client.query("SELECT pg_backup_start('fansipan', fast => true)");
    const skip = (name: string) => name === CONTROL || NEVER.test(name) || CONTENTS_ONLY.test(name);
    const copied = await copyTree(cluster, to, base, { skip, onFile });
    const control = await copyFile(path.join(cluster, CONTROL), path.join(to, CONTROL));
    if (!control) throw new Error(`${CONTROL} is missing`);
    copied.files.push({ path: path.relative(base, path.join(to, CONTROL)), ...control });
    const { rows } = await client.query<{ last: string; label: string }>(
      `SELECT pg_walfile_name(lsn) AS last, labelfile AS label FROM pg_backup_stop(wait_for_archive => false)`,
    );
    const { last = '', label = '' } = rows[0] ?? {};
    const first = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1];
    if (!first) throw new Error('the server gave no start of the backup');
    copied.files.push(await writeSaved(path.join(to, 'backup_label'), base, label));
    const wal = path.join(to, 'pg_wal');
    await mkdir(path.join(wal, 'archive_status'), { recursive: true, mode: 0o700 });
    copied.folders.push(path.relative(base, path.join(wal, 'archive_status')));
    copied.files.push(...(await copyWal(path.join(cluster, 'pg_wal'), wal, base, first, last, onFile)));
    return copied;
  } finally {
    await client.end();
  }
}

import { spawn } from 'node:child_process';
import pg from 'pg';
import { TAKE_ON_APP_ROLE } from '#platform/db';
import { BackupRefused } from './refused.ts';

// The password goes by the environment: arguments are seen by every user of the machine.
async function run(tool: string, url: string, args: readonly string[]): Promise<void> {
  const open = new URL(url);
  const password = decodeURIComponent(open.password);
  open.password = '';
  const child = spawn(tool, [...args, `--dbname=${open}`], {
    env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new BackupRefused('tool-missing', tool);
  });
  if (code !== 0) throw new BackupRefused('tool-failed', `${tool}: ${said.trim().slice(-1500)}`);
}

/** Writes a dump of the database in pg_dump's custom format. */
export const dump = (url: string, file: string): Promise<void> =>
  run('pg_dump', url, ['--format=custom', `--file=${file}`]);

/** Loads a dump into the empty database at `url`. Throws when it is not empty. */
export async function load(url: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') LIMIT 1",
    );
    if (rows[0]) throw new BackupRefused('database-not-empty', String(rows[0].nspname));
    await client.query(TAKE_ON_APP_ROLE);
  } finally {
    await client.end();
  }
  await run('pg_restore', url, ['--no-owner', '--exit-on-error', '--single-transaction', file]);
}

import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedProblem } from './problem.ts';
import { isAlive, processesIn } from './processes.ts';

/** True when the server at `url` takes a query. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function lockHolder(folder: string): Promise<number | undefined> {
  const text = await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

/** Id of the server process that runs in `folder`, if one lives. */
export async function serverProcess(folder: string): Promise<number | undefined> {
  const pid = await lockHolder(folder);
  return pid && isAlive(pid) ? pid : undefined;
}

/**
 * PostgreSQL trusts the process id in its lock file while a process of that id lives, even one that is quite another
 * after a reboot. Where the system shows that nobody works in the folder, the lock is nobody's and is taken away.
 */
export async function dropStaleLock(folder: string): Promise<void> {
  const pid = await lockHolder(folder);
  if (!pid || processesIn(folder)?.length !== 0) return;
  if ((await lockHolder(folder)) === pid) await rm(path.join(folder, 'postmaster.pid'), { force: true });
}

/** Fast shutdown: running transactions are rolled back, everything is written. Resolves when the last process is gone. */
export async function shutDown(folder: string, timeoutMs: number): Promise<void> {
  const pid = await serverProcess(folder);
  if (!pid) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid) || (processesIn(folder)?.length ?? 0) > 0) {
    if (Date.now() > deadline) throw new EmbeddedProblem('not-stopped', { pid });
    await sleep(25);
  }
}

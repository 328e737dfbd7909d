import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Queryable } from '#platform/db';
import type { Io } from '../io.ts';
import { type Finding, findingsOf } from './finding.ts';

const run = promisify(execFile);

// Deadlines are counted to the minute, one-time codes to thirty seconds.
const LIMIT_MS = 2_000;

/** Whether this machine and the database agree on the time, and something keeps this machine's clock right. */
export async function checkClock(io: Io, q: Queryable | undefined): Promise<Finding> {
  const { ok, warn, bad } = findingsOf(io, 'clock');
  if (q) {
    await q.query('SELECT 1');
    const before = Date.now();
    const { at } = await q.one<{ at: Date }>('SELECT clock_timestamp() AS at');
    const off = Math.round(at.getTime() - (before + Date.now()) / 2);
    if (Math.abs(off) > LIMIT_MS) return bad('apart', 'mend-apart', { seconds: (off / 1000).toFixed(1) });
  }
  const args = ['show', '--property=NTPSynchronized', '--value'];
  const kept = await run('timedatectl', args, { timeout: 5_000 }).catch(() => undefined);
  if (kept?.stdout.trim() === 'yes') return ok('ok');
  return warn(kept ? 'unkept' : 'unknown', 'mend');
}

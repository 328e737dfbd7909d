import { createHash } from 'node:crypto';
import type { Queryable } from '#platform/db';
import type { Log } from '#platform/log';
import type { Disk } from './disk.ts';
import { noteVerdict } from './note-verdict.ts';
import { ScannerAway, scan } from './scan.ts';

/** So many a round: what is left waits for the next, so that a long queue does not keep a worker for hours. */
const ROUND = 500;

/**
 * Has the scanner at `clamav` look at what was kept while it was away, the oldest first, until it is away again.
 * Returns how many were looked at, and how many of them were bad.
 */
export async function scanWaiting(
  q: Queryable,
  disk: Disk,
  clamav: string,
  { now, log }: { now(): Date; log: Pick<Log, 'warn'> },
): Promise<{ scanned: number; infected: number }> {
  const done = { scanned: 0, infected: 0 };
  const waiting = await q.query<{ sha256: string }>(
    'SELECT sha256 FROM files.file WHERE scanned_at IS NULL ORDER BY created_at LIMIT $1',
    [ROUND],
  );
  for (const { sha256 } of waiting) {
    const bytes = await disk.read(sha256).catch(() => undefined);
    // What the disk lost or changed is the doctor's matter; the scanner is not asked about other bytes.
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) continue;
    try {
      const verdict = await scan(clamav, bytes);
      await noteVerdict(q, sha256, verdict, now());
      done.scanned++;
      if (verdict.result === 'infected') {
        done.infected++;
        log.warn({ sha256, found: verdict.found }, 'a file that was kept unscanned is infected');
      }
    } catch (error) {
      if (error instanceof ScannerAway) return done;
      throw error;
    }
  }
  return done;
}

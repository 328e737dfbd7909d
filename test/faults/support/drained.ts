import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#platform/db';

const LONGEST_MS = 60_000;

/**
 * Waits until no job is due, every entry is sealed, every follower has come to the end and every message has gone. Throws when
 * one does not within `longestMs`.
 */
export async function drained(owner: Db, longestMs = LONGEST_MS): Promise<void> {
  const deadline = Date.now() + longestMs;
  for (;;) {
    const left = await owner.one<{ jobs: number; unsealed: number; behind: number; queued: number }>(
      `SELECT jobs.waiting() AS jobs,
         (SELECT count(*) FROM ledger.entry e WHERE NOT EXISTS (
            SELECT FROM ledger.position p WHERE p.entry = e.id)) AS unsealed,
         (SELECT count(*) FROM ledger.follower WHERE position < (SELECT count(*) FROM ledger.position)) AS behind,
         (SELECT count(*) FROM messaging.message WHERE state = 'queued') AS queued`,
    );
    if (left.jobs + left.unsealed + left.behind + left.queued === 0) return;
    if (Date.now() > deadline) throw new Error(`does not drain: ${JSON.stringify(left)}`);
    await sleep(50);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#platform/db';

const LONGEST_MS = 60_000;

/** Waits until no job is due, every entry is sealed and every follower has come to the end. Throws when one does not. */
export async function drained(owner: Db): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    const left = await owner.one<{ jobs: number; unsealed: number; behind: number }>(
      `SELECT jobs.waiting() AS jobs,
         (SELECT count(*) FROM ledger.entry e WHERE NOT EXISTS (
            SELECT FROM ledger.position p WHERE p.entry = e.id)) AS unsealed,
         (SELECT count(*) FROM ledger.follower WHERE position < (SELECT count(*) FROM ledger.position)) AS behind`,
    );
    if (left.jobs + left.unsealed + left.behind === 0) return;
    if (Date.now() > deadline) throw new Error(`does not drain: ${JSON.stringify(left)}`);
    await sleep(50);
  }
}

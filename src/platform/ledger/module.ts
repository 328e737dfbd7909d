import type { Env } from '#platform/env';
import { examineFollowers, examinePrepared, examineSigned } from './doctor.ts';
import { ownKinds } from './own-kinds.ts';

const AHEAD_DAYS = 730;
const DAY_MS = 86_400_000;

/** The ledger's manifest. A plain object: the contract of modules speaks of entries, so it stands above the ledger. */
export const ledger = {
  id: 'ledger',
  layer: 'platform' as const,
  needs: [] as readonly string[],
  folder: import.meta.dirname,
  entries: ownKinds,
  jobs: [
    {
      // Partitions two years ahead; and readings of past days need not be coalesced with any more.
      name: 'ledger.tidy',
      cron: '30 2 * * *',
      run: async (_: unknown, env: Env): Promise<void> => {
        const now = env.clock.now();
        await env.db.query('SELECT ledger.make_partitions($1, $2)', [
          now,
          new Date(now.getTime() + AHEAD_DAYS * DAY_MS),
        ]);
        await env.db.run('DELETE FROM ledger.access WHERE hour < $1', [new Date(now.getTime() - DAY_MS)]);
      },
    },
  ],
  doctor: [
    { id: 'ledger.heads', run: examineSigned },
    { id: 'ledger.prepared-transactions', run: examinePrepared },
    { id: 'ledger.followers', run: examineFollowers },
  ],
};

import { vaultService } from '#engines/identity';
import { ledgerService } from '#platform/ledger';
import type { Job } from '#platform/module';
import { removeExpired } from '../export/drop.ts';
import { closeNow } from './erase.ts';

/** Every hour: copies that have expired go, and accounts are closed whose owners have not undone it. */
export const sweep: Job = {
  name: 'my-data.sweep',
  cron: '40 * * * *',
  run: async (_payload, env) => {
    const now = env.clock.now();
    const due = await env.db.query<{ id: string }>(
      'SELECT account_id AS id FROM my_data.closing WHERE closes_at <= $1',
      [now],
    );
    const deps = { ledger: env.get(ledgerService), vault: env.get(vaultService) };
    for (const { id } of due) await env.db.tx(tx => closeNow(tx, deps, id, now));
    await removeExpired(env);
  },
};

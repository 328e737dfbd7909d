import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import type { Job } from '#platform/module';
import { blockAccount } from './block-account.ts';

const UNUSED_DAYS = 45;

/**
 * Blocks administrators who have not signed in for 45 days (a rule for systems of level 3): an account that can hand out
 * rights and that nobody watches. Accounts of the demo stay.
 */
export async function blockUnusedAdministrators(env: Pick<Env, 'db' | 'clock' | 'get'>): Promise<number> {
  const now = env.clock.now();
  const unused = await env.db.query<{ id: string }>(
    `SELECT DISTINCT a.id FROM identity.account a
       JOIN identity.holding h ON h.account_id = a.id AND h.valid @> ($1::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
       JOIN organisation.post p ON p.id = h.post_id
       JOIN identity.role r ON r.id = ANY (p.roles) AND 'identity.manage' = ANY (r.permissions) AND r.ended_at IS NULL
      WHERE a.status = 'active' AND NOT a.demo AND a.created_at < $1::timestamptz - make_interval(days => $2)
        AND NOT EXISTS (SELECT FROM identity.session s
          WHERE s.account_id = a.id AND s.seen_at >= $1::timestamptz - make_interval(days => $2))`,
    [now, UNUSED_DAYS],
  );
  const act = { ledger: env.get(ledgerService), actor: 'system', at: now };
  for (const { id } of unused) await env.db.tx(tx => blockAccount(tx, id, 'unused', act));
  return unused.length;
}

export const blockUnused: Job = {
  name: 'identity.block-unused',
  cron: '35 2 * * *',
  run: async (_payload, env) => {
    const blocked = await blockUnusedAdministrators(env);
    if (blocked) env.log.warn({ blocked }, 'unused administrators blocked');
  },
};

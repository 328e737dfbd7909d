import type { Job } from '#platform/module';

// What is over is kept as long as somebody may ask (sessions: 12 months, as the logs) and no longer.
const OVER = [
  ['sign_in', 'expires_at', '1 day'],
  ['stashed_post', 'expires_at', '0'],
  ['passkey_challenge', 'expires_at', '0'],
  ['one_time_code', 'expires_at', '2 days'],
  ['attempt', 'at', '31 days'],
  ['proven_network', 'at', '180 days'],
  ['session', 'seen_at', '1 year'],
] as const;

export const sweep: Job = {
  name: 'identity.sweep',
  cron: '25 2 * * *',
  run: async (_payload, env) => {
    for (const [table, column, age] of OVER)
      await env.db.run(`DELETE FROM identity.${table} WHERE ${column} < $1::timestamptz - $2::interval`, [
        env.clock.now(),
        age,
      ]);
  },
};

import path from 'node:path';
import { defineModule, type Job } from '#platform/module';

// Ninety days: far longer than any browser, counter or partner repeats a request.
const sweepKeys: Job = {
  name: 'http.sweep-idempotency-keys',
  cron: '15 19 * * *',
  run: async (_payload, env) => {
    await env.db.run("DELETE FROM http.idempotency WHERE created_at < now() - interval '90 days'");
  },
};

const sweepCounts: Job = {
  name: 'http.sweep-request-counts',
  cron: '5 * * * *',
  run: async (_payload, env) => {
    await env.db.run('DELETE FROM http.request_count WHERE ends_at < clock_timestamp()');
  },
};

/** The web server's own tables and texts. */
export const httpModule = defineModule({
  id: 'http',
  layer: 'platform',
  needs: [],
  folder: path.join(import.meta.dirname, '..', 'http'),
  jobs: [sweepKeys, sweepCounts],
});

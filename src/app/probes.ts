import { NotFound } from '#platform/errors';
import { file, json, type Route } from '#platform/http';
import { metrics } from './metrics.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The process is there. Says nothing of the database: a restart would not bring that back. */
const live: Route = {
  method: 'GET',
  path: '/livez',
  rule: 'public',
  handler: async () => json({ status: 'ok' }),
};

/** The process can serve: the database answers and is migrated. A load balancer takes it out while it cannot. */
const ready: Route = {
  method: 'GET',
  path: '/readyz',
  rule: 'public',
  handler: async ctx => {
    try {
      await ctx.db.query('SELECT 1 FROM platform.migration LIMIT 1');
      return json({ status: 'ok' });
    } catch {
      return json({ status: 'database-away' }, { status: 503, headers: { 'retry-after': '5' } });
    }
  },
};

/** Figures for Prometheus, to this machine only: they tell how busy each office is. */
const figures: Route = {
  method: 'GET',
  path: '/metrics',
  rule: 'public',
  handler: async ctx => {
    // A proxy on this machine of which the settings say nothing makes everybody look local: what it passes on is not.
    const passedOn = ctx.req.headers['x-forwarded-for'] ?? ctx.req.headers.forwarded;
    if (passedOn !== undefined || !LOOPBACK.has(ctx.req.ip)) throw NotFound();
    return file(Buffer.from(await metrics(ctx)), 'text/plain; version=0.0.4; charset=utf-8');
  },
};

export const probes: readonly Route[] = [live, ready, figures];

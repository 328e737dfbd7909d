import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Env } from '#platform/env';
import type { Answered } from '#platform/http';
import { ledgerService } from '#platform/ledger';

type Figures = { registry: Registry; count(answered: Answered): void };

// One for each running program, known by its settings: tests run several in one process, and each request has a view of the database of its own.
const figures = new WeakMap<object, Figures>();

const BUCKETS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How many requests each route answered with which status, and how long they took; `none`: no such page. */
function answers(registry: Registry): Figures['count'] {
  const total = new Counter({
    name: 'fansipan_http_requests_total',
    help: 'Requests answered, by method, route and HTTP status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const time = new Histogram({
    name: 'fansipan_http_request_seconds',
    help: 'Time from a request to the end of its answer, by route',
    labelNames: ['route'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return ({ method, route, status, ms }) => {
    const labels = { route: route ?? 'none' };
    total.inc({ method, status, ...labels });
    time.observe(labels, ms / 1000);
  };
}

function build(env: Env): Figures {
  const made = new Registry();
  collectDefaultMetrics({ register: made, prefix: 'fansipan_' });
  new Gauge({
    name: 'fansipan_ledger_unsealed',
    help: 'Ledger entries written and not yet sealed',
    registers: [made],
    async collect() {
      const { unsealed } = await env.get(ledgerService).lag(env.db);
      this.set(unsealed);
    },
  });
  new Gauge({
    name: 'fansipan_jobs_waiting',
    help: 'Jobs that are due and not yet done',
    registers: [made],
    async collect() {
      this.set((await env.db.one<{ n: number }>('SELECT jobs.waiting() AS n')).n);
    },
  });
  new Gauge({
    name: 'fansipan_messages_undeliverable',
    help: 'Messages that could not be delivered in the last day',
    registers: [made],
    async collect() {
      const { n } = await env.db.one<{ n: number }>(
        "SELECT count(*) AS n FROM messaging.message WHERE state = 'undeliverable' AND created_at > now() - interval '1 day'",
      );
      this.set(n);
    },
  });
  return { registry: made, count: answers(made) };
}

function figuresOf(env: Env): Figures {
  let found = figures.get(env.config);
  if (!found) {
    found = build(env);
    figures.set(env.config, found);
  }
  return found;
}

/** Takes every answered request into the figures. */
export const countAnswer = (env: Env): Figures['count'] => figuresOf(env).count;

/** The program's figures in Prometheus' text form. */
export const metrics = (env: Env): Promise<string> => figuresOf(env).registry.metrics();

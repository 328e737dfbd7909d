import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';

// One for each running program: tests run several in one process.
const registries = new WeakMap<object, Registry>();

function build(env: Env): Registry {
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
  return made;
}

/** The program's figures in Prometheus' text form. */
export async function metrics(env: Env): Promise<string> {
  let registry = registries.get(env.db);
  if (!registry) {
    registry = build(env);
    registries.set(env.db, registry);
  }
  return registry.metrics();
}

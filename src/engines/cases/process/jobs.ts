import type { Job } from '#platform/module';
import { defineExtensionPoint, type Env } from '#platform/env';
import type { Outcome } from '#engines/processes';
import { findDossier, lockDossier } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { loadProcedure } from './load.ts';
import { advance } from './run.ts';

/** Something that a service task of a process may call by name: contributed by a system. At least once; must bear repetition. */
export type ProcessService = {
  name: string;
  run(env: Env, dossier: Dossier, params: Readonly<Record<string, unknown>>): Promise<Outcome>;
};

export const processService = defineExtensionPoint<ProcessService>('cases.process-service');

type TimerPayload = { dossierId: string; token: number; elementId: string };
type ServicePayload = { dossierId: string; token: number; service: string; params: Record<string, unknown> };

const RUNNING = new Set(['received', 'processing', 'completed']);

/** A timer's hour has come. Late, twice or after the dossier went another way: nothing happens. */
async function fireTimer(env: Env, { dossierId, token, elementId }: TimerPayload): Promise<void> {
  await env.db.tx(async tx => {
    const dossier = await lockDossier(tx, dossierId);
    const due = await tx.run(
      'DELETE FROM cases.timer WHERE dossier_id = $1 AND token = $2 AND element_id = $3 AND fires_at <= $4',
      [dossierId, token, elementId, env.clock.now()],
    );
    if (!due || !RUNNING.has(dossier.status)) return;
    const context = { tx, procedure: await loadProcedure(tx, dossier), at: env.clock.now() };
    await advance(context, dossier, { type: 'timer-fired', token, elementId });
  });
}

async function callService(env: Env, { dossierId, token, service, params }: ServicePayload): Promise<void> {
  const found = env.extensions(processService).find(s => s.name === service);
  const dossier = await findDossier(env.db, dossierId);
  if (!dossier) return;
  const answer = found
    ? await found.run(env, dossier, params).then(
        outcome => ({ type: 'service-answered' as const, token, outcome }),
        (error: Error) => ({ type: 'service-failed' as const, token, error: error.message.slice(0, 200) }),
      )
    : { type: 'service-failed' as const, token, error: `no service ${service}` };
  await env.db.tx(async tx => {
    const locked = await lockDossier(tx, dossierId);
    await advance({ tx, procedure: await loadProcedure(tx, locked), at: env.clock.now() }, locked, answer);
  });
}

export const jobs: readonly Job[] = [
  { name: 'cases.fire-timer', run: (payload, env) => fireTimer(env, payload as TimerPayload) },
  { name: 'cases.call-service', run: (payload, env) => callService(env, payload as ServicePayload) },
  {
    name: 'cases.sweep-drafts',
    cron: '20 19 * * *',
    run: async (_payload, env) => {
      // Personal data that nobody sent: gone when its time is over (Law 91/2025/QH15: no longer than needed).
      await env.db.run('DELETE FROM cases.draft WHERE dossier_id IS NULL AND expires_at < $1', [env.clock.now()]);
      await env.db.run("DELETE FROM cases.tracking_guess WHERE guessed_at < $1::timestamptz - interval '1 day'", [env.clock.now()]);
    },
  },
];

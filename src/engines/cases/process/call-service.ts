import type { Outcome } from '#engines/processes';
import { defineExtensionPoint, type Env } from '#platform/env';
import { enqueue } from '#platform/jobs';
import { casesService } from '../deps.ts';
import { findDossier } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { advanceBySystem, withDossier } from './by-system.ts';

/** Something that a service task of a process may call by name: contributed by a system. At least once; must bear repetition. */
export type ProcessService = {
  name: string;
  run(env: Env, dossier: Dossier, params: Readonly<Record<string, unknown>>): Promise<Outcome>;
};

export const processService = defineExtensionPoint<ProcessService>('cases.process-service');

export type ServicePayload = {
  dossierId: string;
  token: number;
  elementId: string;
  service: string;
  params: Record<string, unknown>;
  tries: number;
};

/** So often a service is called before its failure becomes the process's: after 10 s, 40 s, 90 s and 160 s. */
const MOST_TRIES = 5;
const pauseMs = (tries: number) => 10_000 * tries ** 2;

/**
 * Calls a service for a process that waits for it. The call is outside any transaction, its answer moves the process: a
 * worker that dies between the two calls again. A token that has gone elsewhere meanwhile is left alone.
 */
export async function callService(env: Env, payload: ServicePayload): Promise<void> {
  const { dossierId, token, elementId, service, params, tries } = payload;
  const dossier = await findDossier(env.db, dossierId);
  const waits = dossier?.processState.tokens.some(t => t.id === token && t.at === elementId);
  if (!dossier || !waits || dossier.closedAt) return;
  const found = env.extensions(processService).find(s => s.name === service);
  let failure = `no service ${service}`;
  let outcome: Outcome | undefined;
  try {
    outcome = await found?.run(env, dossier, params);
  } catch (error) {
    failure = (error as Error).message.slice(0, 200);
    env.log.warn({ err: error, service, tries }, 'a service of a process failed');
  }
  if (!outcome && found && tries < MOST_TRIES) {
    const runAt = new Date(env.clock.now().getTime() + pauseMs(tries));
    const again = { ...payload, tries: tries + 1 };
    await enqueue(env.db, {
      name: 'cases.call-service',
      payload: again,
      queue: `dossier:${dossierId}`,
      runAt,
    });
    return;
  }
  const answer = outcome
    ? ({ type: 'service-answered', token, outcome } as const)
    : ({ type: 'service-failed', token, error: failure } as const);
  await withDossier(env, dossierId, async (ctx, locked) => {
    if (!locked.closedAt)
      await advanceBySystem(
        env.get(casesService),
        { ...ctx, job: { service, params } },
        locked,
        answer,
        elementId,
      );
  });
}

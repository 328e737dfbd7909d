import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { type CaseDeps, casesService } from '../deps.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { advanceBySystem, withDossier } from './by-system.ts';
import { loadProcedure } from './load.ts';
import type { RunContext } from './run-context.ts';
import { listTimers, wakeAt } from './timers.ts';

type Which = { token: number; elementId: string };
export type TimerPayload = Which & { dossierId: string };

/** The timer is no more, and the process goes on from it. */
async function fire(
  deps: CaseDeps,
  ctx: RunContext,
  dossier: Dossier,
  { token, elementId }: Which,
): Promise<void> {
  await ctx.tx.run('DELETE FROM cases.timer WHERE dossier_id = $1 AND token = $2 AND element_id = $3', [
    dossier.id,
    token,
    elementId,
  ]);
  if (!dossier.closedAt)
    await advanceBySystem(deps, ctx, dossier, { type: 'timer-fired', token, elementId }, elementId);
}

/**
 * A timer's hour has come: it fires once, whoever asks how often. Too early (a clock that goes ahead, a timer that was
 * moved): it is asked for again. While the clock stands still it waits, and is counted anew when the clock runs again.
 */
export const fireTimer = (env: Env, { dossierId, token, elementId }: TimerPayload): Promise<void> =>
  withDossier(env, dossierId, async (ctx, dossier) => {
    if (dossier.paused) return;
    const row = await ctx.tx.maybe<{ firesAt: Date }>(
      'SELECT fires_at AS "firesAt" FROM cases.timer WHERE dossier_id = $1 AND token = $2 AND element_id = $3',
      [dossierId, token, elementId],
    );
    if (!row) return;
    if (row.firesAt > ctx.at) return wakeAt(ctx.tx, dossierId, token, elementId, row.firesAt);
    await fire(env.get(casesService), ctx, dossier, { token, elementId });
  });

/** Of who plays what has been, and has no jobs: fires the first timer of a dossier whose hour had come by `at`. False where there is none. */
export async function fireFirstTimer(tx: Tx, deps: CaseDeps, dossierId: string, at: Date): Promise<boolean> {
  const dossier = await lockDossier(tx, dossierId);
  if (dossier.paused) return false;
  const [first] = (await listTimers(tx, dossierId))
    .filter(t => t.firesAt <= at)
    .sort((a, b) => a.firesAt.getTime() - b.firesAt.getTime());
  if (!first) return false;
  await fire(
    deps,
    { tx, procedure: await loadProcedure(tx, dossier), at, ledger: deps.ledger },
    dossier,
    first,
  );
  return true;
}

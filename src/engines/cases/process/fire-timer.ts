import type { Env } from '#platform/env';
import { advanceBySystem, withDossier } from './by-system.ts';
import { wakeAt } from './timers.ts';

export type TimerPayload = { dossierId: string; token: number; elementId: string };

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
    if (row.firesAt > ctx.at) {
      await wakeAt(ctx.tx, dossierId, token, elementId, row.firesAt);
      return;
    }
    await ctx.tx.run('DELETE FROM cases.timer WHERE dossier_id = $1 AND token = $2 AND element_id = $3', [
      dossierId,
      token,
      elementId,
    ]);
    if (!dossier.closedAt)
      await advanceBySystem(env, ctx, dossier, { type: 'timer-fired', token, elementId }, elementId);
  });

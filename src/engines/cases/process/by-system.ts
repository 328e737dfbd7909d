import type { ProcessEvent } from '#engines/processes';
import type { Env } from '#platform/env';
import { isAppError } from '#platform/errors';
import { type CaseDeps, casesService } from '../deps.ts';
import { askFees } from '../fees/ask.ts';
import { returnedOnline } from '../hand-over/returned-online.ts';
import { openIncident } from '../incidents/incidents.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { loadProcedure } from './load.ts';
import { advance } from './run.ts';
import type { RunContext } from './run-context.ts';

/**
 * Moves a dossier's process by an event that no person caused, with an entry when that closed the dossier. A process
 * that cannot go on is not tried for ever: it becomes an incident at `elementId`, and people look.
 */
export async function advanceBySystem(
  deps: CaseDeps,
  ctx: RunContext,
  dossier: Dossier,
  event: ProcessEvent & { token: number },
  elementId: string,
): Promise<void> {
  try {
    const actor = { accountId: 'system', postId: null, agencyId: null, at: ctx.at };
    await ctx.tx.savepoint(async () => {
      const next = await advance(ctx, dossier, event);
      if (next.status !== dossier.status) await returnedOnline(ctx.tx, deps, next, actor);
      return askFees(ctx.tx, deps, ctx.procedure.version, next, elementId, actor);
    });
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const where = { dossierId: dossier.id, elementId, token: event.token };
    const said = `${error.code} ${JSON.stringify(error.params)}`;
    await openIncident(
      ctx.tx,
      { ...where, reason: 'process-stuck', error: said, job: ctx.job ?? null },
      ctx.at,
    );
  }
}

/** Runs `work` in a transaction with the dossier locked and what it runs under. */
export const withDossier = (
  env: Env,
  dossierId: string,
  work: (ctx: RunContext, dossier: Dossier) => Promise<void>,
): Promise<void> =>
  env.db.tx(async tx => {
    const dossier = await lockDossier(tx, dossierId);
    const { ledger } = env.get(casesService);
    await work({ tx, procedure: await loadProcedure(tx, dossier), at: env.clock.now(), ledger }, dossier);
  });

import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { isAppError } from '#platform/errors';
import { transfer } from '../acts/transfer.ts';
import { casesService } from '../deps.ts';
import type { Actor } from '../types.ts';
import { type Heirless, heirlessDossiers } from './list-heirless.ts';

/** So many at once; what is left is there the next time. */
const MOST_AT_ONCE = 500;

/** What came of moving a group: how many went, and of those that could not the code and why. */
export type MovedHeirless = {
  moved: number;
  left: Array<{
    code: string;
    /** Its clock stands still: that is why, whatever the act that refused it says. */
    paused: boolean;
    /** The agency that decides it, which is still there: only the counter that took it in is gone, and needs an heir. */
    decidedBy: string | null;
    error: { code: string; params: Record<string, string | number> };
  }>;
};

/**
 * Dossiers of an agency that is gone without an heir go to another that the law lets decide them, each in a transaction of its own: one
 * that cannot go holds up none of the others, and is told with the reason (`transfer`).
 */
export async function moveHeirless(
  env: Env,
  group: Pick<Heirless, 'agencyId' | 'areaId'>,
  { to, reason }: { to: string; reason: string },
  actor: Actor,
): Promise<MovedHeirless> {
  const done: MovedHeirless = { moved: 0, left: [] };
  for (const { id, code, paused, agencyId } of await heirlessDossiers(env.db, group, {
    limit: MOST_AT_ONCE,
    offset: 0,
  }))
    try {
      await env.db.tx(tx =>
        transfer(tx, env.get(casesService), { dossierId: id, agencyId: to, reason, left: true }, actor),
      );
      done.moved++;
    } catch (error) {
      if (!isAppError(error)) throw error;
      const decides = await findAgency(env.db, agencyId, localDate(actor.at));
      done.left.push({
        code,
        paused: paused !== null,
        decidedBy: decides?.name ?? null,
        error: { code: error.code, params: { ...error.params } },
      });
    }
  return done;
}

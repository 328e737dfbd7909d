import { actOf, holdsAll, mustHoldAll } from '#engines/identity';
import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { doneAt } from '#ui';
import { MakeUpFailed } from '../../../errors.ts';
import { lastMended, tellingRoutes } from '../second.ts';
import { FOLLOWERS, PERMISSION } from './words.ts';

/** Appends what somebody did about a follower. */
export const enterFollower = (
  tx: Tx,
  act: Act,
  id: string,
  what: string,
  body: Record<string, unknown> = {},
  personal: { reason?: string } = {},
) =>
  act.ledger.append(tx, {
    kind: `administration.${what}`,
    subject: `follower:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body,
    personal,
  });

/** The place in the ledger that the address names. Throws NotFound for what is none. */
export function positionOf(ctx: Ctx): number {
  const { position = '' } = ctx.req.params;
  if (!/^\d{1,15}$/.test(position)) throw NotFound();
  return Number(position);
}

async function retry(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const { follower: id = '' } = ctx.req.params;
  await ctx.db.tx(async tx => {
    if (!(await ctx.get(ledgerService).followers.retry(tx, id))) throw NotFound();
    await enterFollower(tx, actOf(ctx, PERMISSION), id, 'follower-retried');
  });
  return redirect(doneAt(FOLLOWERS, 'follower-retried'));
}

/** Lets it take an entry after all that it was let pass over. What its handler throws is told in the words of an error. */
async function makeUp(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const { follower: id = '' } = ctx.req.params;
  const position = positionOf(ctx);
  const act = actOf(ctx, PERMISSION);
  await ctx.db
    .tx(async tx => {
      const { followers } = ctx.get(ledgerService);
      const entry = await followers.makeUp(tx, id, { position, by: act.actor, at: act.at });
      if (!entry) throw NotFound();
      await enterFollower(tx, act, id, 'entry-made-up', { position, entry: entry.id, kind: entry.kind });
    })
    .catch(error => {
      if (isAppError(error)) throw error;
      ctx.log.error({ err: error, follower: id, position }, 'an entry cannot be taken after all');
      throw MakeUpFailed();
    });
  return redirect(doneAt(FOLLOWERS, 'entry-made-up'));
}

/** A follower has stood still before: who tried it again of late is who did it now. */
const LATELY_MS = 86_400_000;

/** What whoever comes second reads of the follower of the address, and of the entry at which it stood where that names one. */
export const ofFollower = {
  first: async (ctx: Ctx) => {
    if (!(await holdsAll(ctx, PERMISSION))) return undefined;
    const { follower = '', position } = ctx.req.params;
    const since = ctx.clock.now().getTime() - LATELY_MS;
    return lastMended(
      ctx,
      `follower:${follower}`,
      ['entry-skipped', 'entry-made-up', ...(position ? [] : ['follower-retried'])].map(
        what => `administration.${what}`,
      ),
      ({ body, at }) => (position ? String(body.position) === position : at.getTime() > since),
    );
  },
  href: () => FOLLOWERS,
  typed: ['ly-do'],
};

const rule = { permission: PERMISSION };
export const followerActRoutes: readonly Route[] = tellingRoutes(ofFollower, [
  { method: 'POST', path: `${FOLLOWERS}/:follower/chay-lai`, rule, handler: retry },
  { method: 'POST', path: `${FOLLOWERS}/:follower/:position/lam-bu`, rule, handler: makeUp },
]);

import type { Act } from '#engines/organisation';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';

/** Who does it now, through the post that gives the right: what the ledger says of an act. */
export function actOf(ctx: Ctx, permission: string): Act {
  const grant = ctx.visitor?.grants.find(g => g.permission === permission);
  return {
    ledger: ctx.get(ledgerService),
    actor: ctx.visitor?.accountId ?? '',
    at: ctx.clock.now(),
    post: grant?.postId ?? null,
    agency: grant?.agencyId ?? null,
  };
}

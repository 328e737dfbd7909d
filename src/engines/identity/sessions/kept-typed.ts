import type { Ctx } from '#platform/http';
import { vaultService } from '../vault/vault.ts';

/** As long as a form whose signature wants the second factor may be filled in. */
const KEPT_MS = 60 * 60_000;
const PURPOSE = 'typed-form';

/** Of one account and one address there is one: what is typed later goes over what was typed before. */
const idOf = (ctx: Ctx): Buffer =>
  ctx.get(vaultService).digest(PURPOSE, `${ctx.visitor?.accountId} ${ctx.req.path}`);

/**
 * What the visitor typed into the form of this address, while he looks at what it would do (`Keeping` of forms): encrypted, for an hour, for his
 * account alone.
 */
export const keptTyped = {
  async keep(ctx: Ctx): Promise<void> {
    const { _csrf, ...body } = ctx.req.body;
    const now = ctx.clock.now();
    await ctx.db.run(
      `INSERT INTO identity.stashed_post (id_hash, account_id, body_sealed, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id_hash) DO UPDATE SET body_sealed = excluded.body_sealed, created_at = excluded.created_at, expires_at = excluded.expires_at`,
      [
        idOf(ctx),
        ctx.visitor?.accountId,
        ctx.get(vaultService).seal(PURPOSE, JSON.stringify(body)),
        now,
        new Date(now.getTime() + KEPT_MS),
      ],
    );
  },

  async find(ctx: Ctx): Promise<{ body: Record<string, unknown>; at: Date } | null> {
    const row = await ctx.db.maybe<{ sealed: Buffer; at: Date }>(
      `SELECT body_sealed AS sealed, created_at AS at FROM identity.stashed_post
        WHERE id_hash = $1 AND account_id = $2 AND expires_at > $3`,
      [idOf(ctx), ctx.visitor?.accountId, ctx.clock.now()],
    );
    if (!row) return null;
    const body = JSON.parse(ctx.get(vaultService).open(PURPOSE, row.sealed)) as Record<string, unknown>;
    return { body, at: row.at };
  },

  async forget(ctx: Ctx): Promise<void> {
    await ctx.db.run('DELETE FROM identity.stashed_post WHERE id_hash = $1 AND account_id = $2', [
      idOf(ctx),
      ctx.visitor?.accountId,
    ]);
  },
};

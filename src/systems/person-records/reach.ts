import { type RegisterReach, withLegacies } from '#engines/cases';
import { actOf, reachOf } from '#engines/identity';
import { mayKnow } from '#engines/people';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';

const RIGHT = 'person.join';

const inBoth = (a: readonly string[] | null, b: readonly string[] | null) =>
  a === null ? b : b === null ? a : a.filter(f => b.includes(f));

/** Where the visitor may tell people apart: agencies (and those that they followed in a reform) whose dossiers he may read, too. */
export async function reachOfVisitor(ctx: Ctx): Promise<RegisterReach[]> {
  const now = ctx.clock.now();
  const [joins, reads] = [
    await reachOf(ctx.db, ctx.visitor!, RIGHT, now),
    await reachOf(ctx.db, ctx.visitor!, 'dossier.read', now),
  ];
  const both = joins.flatMap(j =>
    reads.flatMap(r =>
      j.agencyIds
        .filter(id => r.agencyIds.includes(id))
        .map(agencyId => ({ agencyId, fields: inBoth(j.fields, r.fields) })),
    ),
  );
  return withLegacies(ctx.db, both, now);
}

/** Whether dossiers that the visitor may see name each of these persons. */
export async function knowsAll(
  ctx: Ctx,
  personIds: readonly string[],
  reach: readonly RegisterReach[],
): Promise<boolean> {
  for (const id of personIds) if (!(await mayKnow(ctx.db, id, reach))) return false;
  return true;
}

/** Throws NOT_FOUND unless dossiers that the visitor may see name each of these persons. */
export async function mustKnow(
  ctx: Ctx,
  personIds: readonly string[],
  reach: readonly RegisterReach[],
): Promise<void> {
  if (!(await knowsAll(ctx, personIds, reach))) throw NotFound();
}

export const actOfVisitor = (ctx: Ctx) => actOf(ctx, RIGHT);

/** Enters that the visitor opened what is known of people: whose account it is reads it among the looks at his data. */
export async function noteLook(
  ctx: Ctx,
  records: ReadonlyArray<{ accountId: string | null; dossierId: string | null }>,
): Promise<void> {
  const { actor, post, agency } = actOfVisitor(ctx);
  const subjects = new Set(
    records.map(r => (r.accountId ? `account:${r.accountId}` : `dossier:${r.dossierId}`)),
  );
  await ctx.db.tx(async tx => {
    for (const subject of [...subjects].sort())
      await ctx.get(ledgerService).recordAccess(tx, {
        subject,
        actor,
        post: post ?? null,
        agency: agency ?? null,
        purpose: 'tell-apart',
      });
  });
}

/** Enters that the visitor read a list of people. */
export async function noteList(ctx: Ctx, list: string, offset: number, rows: number): Promise<void> {
  const { actor, post, agency } = actOfVisitor(ctx);
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor,
      post: post ?? null,
      agency: agency ?? null,
      purpose: 'tell-apart',
      query: { list, offset },
      rows,
    }),
  );
}

import { agencyPath, holdingsOfAccounts, listRoles, postsAble } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { OwnPower } from './errors.ts';

/** A post with its roles, and the first local day on which it is held no more (null: none). */
type Given = { agencyId: string; roles: readonly string[]; to: string | null };

/** The posts that the visitor holds today, or will hold. */
async function ownPosts(ctx: Ctx) {
  const today = localDate(ctx.clock.now());
  const held = await holdingsOfAccounts(ctx.db, [ctx.visitor!.accountId]);
  return held.filter(h => h.to === null || h.to > today);
}

/** Whether the visitor holds this post, or will. */
export const holdsPost = async (ctx: Ctx, postId: string): Promise<boolean> =>
  (await ownPosts(ctx)).some(h => h.postId === postId);

/** Whether the visitor holds a post with this role, or will. */
export const holdsRole = async (ctx: Ctx, roleId: string): Promise<boolean> =>
  (await ownPosts(ctx)).some(h => h.roles.includes(roleId));

/** Whether by posts of his own, not by delegation, the visitor has for as long all that the roles allow there. */
async function hasAlready(ctx: Ctx, { agencyId, roles, to }: Given): Promise<boolean> {
  const now = ctx.clock.now();
  const path = await agencyPath(ctx.db, agencyId, now);
  const given = (await listRoles(ctx.db)).filter(r => roles.includes(r.id));
  for (const permission of new Set(given.flatMap(r => r.permissions))) {
    const holders = (await postsAble(ctx.db, permission, path, now)).flatMap(post => post.holders);
    const mine = holders.filter(h => h.accountId === ctx.visitor!.accountId);
    if (!mine.some(h => h.to === null || (to !== null && to <= h.to))) return false;
  }
  return true;
}

/**
 * Nobody gives himself a post with rights that he has not: another administrator of the agency does, or one of the province. What he has
 * already he may take into another post, so that the only administrator of an installation is not locked out. Throws OwnPower.
 */
export async function mustBeAnothers(ctx: Ctx, accountId: string, given: Given): Promise<void> {
  if (accountId === ctx.visitor!.accountId && !(await hasAlready(ctx, given))) throw OwnPower();
}

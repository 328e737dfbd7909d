import {
  type Delegation,
  delegationEndedLately,
  holdersOfPosts,
  holdingsOfAccounts,
  listDelegations,
  listRoles,
} from '#engines/identity';
import { findPostOfAnyDay } from '#engines/organisation';
import { dayBefore, formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Waiting } from '#ui';
import { OWN_DELEGATIONS } from './pages/own-delegations.ts';
import { fieldsOfRoles, rolesWithFields } from './role-fields.ts';
import { titleText } from './words.ts';

/** Delegations to or from the posts that the visitor holds today, as far as they run or are to come; the first days first. */
async function ofVisitor(ctx: Ctx, side: 'fromPostId' | 'toPostId'): Promise<Delegation[]> {
  const today = localDate(ctx.clock.now());
  const held = await holdingsOfAccounts(ctx.db, [ctx.visitor!.accountId]);
  const posts = held.filter(h => h.from <= today && (h.to === null || today < h.to)).map(h => h.postId);
  if (!posts.length) return [];
  const all = await listDelegations(ctx.db, posts);
  return all
    .filter(d => posts.includes(d[side]) && !d.revokedAt && today < d.to)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** A post with who holds it on the first of the days that are left, and these days. */
async function said(ctx: Ctx, d: Delegation, postId: string, withName: boolean): Promise<string> {
  const today = localDate(ctx.clock.now());
  const post = await findPostOfAnyDay(ctx.db, postId);
  const begun = d.from <= today;
  const holders = withName ? await holdersOfPosts(ctx.db, [postId], begun ? today : d.from) : [];
  const who = [...holders.map(h => h.name), post ? titleText(ctx, post) : ''].filter(Boolean).join(', ');
  const days = { from: formatDate(d.from), to: formatDate(dayBefore(d.to)) };
  // Of a post with several roles, or for some fields, it is said which of them: of the others nothing may be done.
  const given = await findPostOfAnyDay(ctx.db, d.fromPostId);
  const fields = await fieldsOfRoles(ctx.db, d.fromPostId);
  const part = given?.roles.some(id => !d.roles.includes(id)) || d.roles.some(id => fields.has(id));
  const roles = part ? rolesWithFields(ctx.t, await listRoles(ctx.db), d.roles, fields) : '';
  return ctx.t(`administration.delegations-wait.days${part ? '-part' : ''}`, { who, roles, ...days });
}

const line = async (
  ctx: Ctx,
  key: string,
  list: readonly Delegation[],
  of: (d: Delegation) => Promise<string>,
): Promise<Waiting | null> =>
  list.length
    ? { href: OWN_DELEGATIONS, text: ctx.t(key, { posts: (await Promise.all(list.map(of))).join('; ') }) }
    : null;

/** Said in the inbox of who stands in for a post, or is to: who has no e-mail address is told nowhere else. */
export const standsInNow = async (ctx: Ctx): Promise<Waiting | null> =>
  line(ctx, 'administration.delegations-wait.got', await ofVisitor(ctx, 'toPostId'), d =>
    said(ctx, d, d.fromPostId, false),
  );

/** Said in the inbox of whose post another acts for, or is to: whoever made it so. */
export const othersStandIn = async (ctx: Ctx): Promise<Waiting | null> =>
  line(ctx, 'administration.delegations-wait.gave', await ofVisitor(ctx, 'fromPostId'), d =>
    said(ctx, d, d.toPostId, true),
  );

/** Said in the inbox of who stood in for a post until lately. */
export async function stoodInLately(ctx: Ctx): Promise<Waiting | null> {
  const over = await delegationEndedLately(ctx.db, ctx.visitor?.accountId ?? '', ctx.clock.now());
  if (!over) return null;
  const words = { post: over.post, at: formatDateTime(over.endedAt) };
  return { href: OWN_DELEGATIONS, text: ctx.t('administration.delegations-wait.over', words) };
}

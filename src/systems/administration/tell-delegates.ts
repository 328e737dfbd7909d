import { findAccount, holdersOfPosts, listDelegations, listRoles } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { type Act, findAgency, findPostOfAnyDay } from '#engines/organisation';
import { dayBefore, formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Translate } from '#platform/i18n';
import { fieldsOfRoles, rolesWithFields } from './role-fields.ts';

/**
 * Writes to whoever stands in for a post that a delegation of it was made (`made`), or ended before its time (`ended`): for which post, with which
 * roles, on which days and why. They who hold the other post now, or on the first of the days where that is to come, and have an address; not
 * who did it himself. `t`: of the language of the letter. In the transaction of the act; told twice, it is sent once. One that is over by its days ends nothing: nobody is told.
 */
export async function tellDelegates(
  tx: Tx,
  { id, postId }: { id: string; postId: string },
  what: 'made' | 'ended',
  { actor, at }: Act,
  t: Translate,
): Promise<void> {
  const today = localDate(at);
  const given = (await listDelegations(tx, [postId])).find(d => d.id === id);
  const post = given && (await findPostOfAnyDay(tx, given.fromPostId));
  if (!post || given.to <= today) return;
  const begun = given.from <= today;
  const day = begun ? today : given.from;
  const fields = await fieldsOfRoles(tx, post.id);
  const params = {
    post: post.titleVi,
    agency: (await findAgency(tx, post.agencyId, day))?.name ?? '',
    holders: (await holdersOfPosts(tx, [post.id], day)).map(h => h.name).join(', ') || '–',
    roles: rolesWithFields(t, await listRoles(tx), given.roles, fields),
    from: formatDate(given.from),
    to: formatDate(dayBefore(given.to)),
    reason: given.reason,
    at: formatDateTime(at),
  };
  for (const { accountId } of await holdersOfPosts(tx, [given.toPostId], day)) {
    const email = accountId === actor ? null : (await findAccount(tx, accountId))?.email;
    if (!email) continue;
    const key = `administration.message.delegation-${what}`;
    const dedupe = `delegation-${what}:${id}:${accountId}`;
    await queueMessage(tx, { email, key, params, lang: 'vi', dedupe, rich: true }, at);
  }
}

import { agencyPath, findAccount, holdersOfPosts, listRoles } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { type Act, listPosts } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';

/** The right of who leads an agency. */
export const LEADS = 'dossier.decide';

/** So begin the rights of who works on dossiers. */
export const WORKS = 'dossier.';

export type Leader = { accountId: string; name: string };

/** Who leads the agency today; where nobody leads it, who leads the nearest one above it. */
export async function leadersOf(q: Queryable, agencyId: string, at: Date): Promise<Leader[]> {
  const today = localDate(at);
  const roles = (await listRoles(q)).filter(r => r.permissions.includes(LEADS)).map(r => r.id);
  for (const id of await agencyPath(q, agencyId, at)) {
    const posts = (await listPosts(q, id, today)).filter(p => p.roles.some(r => roles.includes(r)));
    const holders = await holdersOfPosts(
      q,
      posts.map(p => p.id),
      today,
    );
    if (holders.length) return [...new Map(holders.map(h => [h.accountId, h])).values()];
  }
  return [];
}

/** Who works on dossiers at the agency itself: what lies there is his inbox. */
export async function workersOf(q: Queryable, agencyId: string, at: Date): Promise<Leader[]> {
  const today = localDate(at);
  const roles = (await listRoles(q))
    .filter(r => r.permissions.some(permission => permission.startsWith(WORKS)))
    .map(r => r.id);
  const posts = (await listPosts(q, agencyId, today)).filter(p => p.roles.some(r => roles.includes(r)));
  const ids = posts.map(p => p.id);
  return [...new Map((await holdersOfPosts(q, ids, today)).map(h => [h.accountId, h])).values()];
}

/** Whom the end of an agency is told: who leads it, and who works on dossiers there. */
export async function toldOfEnd(q: Queryable, agencyId: string, at: Date): Promise<Leader[]> {
  const all = [...(await leadersOf(q, agencyId, at)), ...(await workersOf(q, agencyId, at))];
  return [...new Map(all.map(one => [one.accountId, one])).values()];
}

/** How it ended: with an heir, without one though work waits there (`alone`), or without any work. */
type Ended = 'ended' | 'ended-alone' | 'ended-empty';

/** What happened to the agency; `past`: its last day is over already. */
type What = Ended | `${Ended}-past` | 'end-withdrawn' | 'linked' | 'unlinked';

/**
 * Writes to who leads an agency that it is to end, that this was withdrawn, or who has its work after it: who has an e-mail address, and did not do
 * it himself. `leaders`: as they were before the act; `params`: days and names of the text, in Vietnamese. In the transaction of the act.
 */
export async function tellLeaders(
  tx: Tx,
  agencyId: string,
  leaders: readonly Leader[],
  what: What,
  params: Record<string, string>,
  { actor, at }: Act,
): Promise<void> {
  const by = (await findAccount(tx, actor))?.name ?? '–';
  for (const { accountId } of leaders) {
    const email = accountId === actor ? null : (await findAccount(tx, accountId))?.email;
    if (!email) continue;
    const key = `administration.message.agency-${what}`;
    const dedupe = `agency-${what}:${agencyId}:${accountId}:${at.toISOString()}`;
    const words = { ...params, by, at: formatDateTime(at) };
    await queueMessage(tx, { email, key, params: words, lang: 'vi', dedupe, rich: true }, at);
  }
}

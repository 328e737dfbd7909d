import { getAccount, grantsOf, postsAble } from '#engines/identity';
import { type Agency, listAgencies } from '#engines/organisation';
import { loadCalendar, workingMinutes } from '#engines/worktime';
import { dayBefore, localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import type { Official } from '../play/staff.ts';

const MINUTE_MS = 60_000;
/** As far back as a working day is looked for: longer than any row of days off. */
const MOST_DAYS = 14;

/** The agency of today with this name; undefined where the province has none. */
export const agencyNamed = async (q: Queryable, name: string, at: Date): Promise<Agency | undefined> =>
  (await listAgencies(q, localDate(at))).find(a => a.name === name);

/** Whoever holds a right through a post of the agency itself. */
export async function holderAt(
  q: Queryable,
  { id, name }: Pick<Agency, 'id' | 'name'>,
  permission: string,
  at: Date,
): Promise<Official> {
  const able = await postsAble(q, permission, [id], at);
  for (const { postId, agencyId, holders } of able)
    if (holders[0] && agencyId === id)
      return { accountId: holders[0].accountId, postId, agencyId, name: holders[0].name };
  throw new Error(`the demo has nobody with ${permission} at ${name}`);
}

/** An official as one who is at work, with all that he may do at `at`. */
export async function atWork(q: Queryable, { accountId }: Official, at: Date): Promise<Visitor> {
  const { name } = await getAccount(q, accountId);
  const grants = await grantsOf(q, accountId, at);
  return { accountId, kind: 'official', name, sessionId: '', grants, scopes: [] };
}

/** The last moment at or before `now` at which an office was open, `days` working days ago; at the end of that day. */
export async function lastOpen(q: Queryable, agencyId: string, now: Date, days = 0): Promise<Date> {
  const calendar = await loadCalendar(q, agencyId, now);
  let day = localDate(now);
  let left = days;
  for (let i = 0; i < MOST_DAYS; i++) {
    const evening = localInstant(day, '16:30');
    const at = evening < now ? evening : now;
    if (workingMinutes(new Date(at.getTime() - 20 * MINUTE_MS), at, calendar) > 0 && left-- === 0) return at;
    day = dayBefore(day);
  }
  return now;
}

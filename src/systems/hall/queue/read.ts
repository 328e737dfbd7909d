import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { estimateMinutes } from './pace.ts';
import { CALLED_AS, type Desk, TICKET, type Ticket } from './types.ts';

/** How many are shown on the screen as called. */
const CALLED = 6;
const PACE_CALLS = 10;

/** The last numbers that were called today, the newest first; those who did not come are gone from it. */
export const lastCalled = (q: Queryable, agencyId: string, at: Date): Promise<Ticket[]> =>
  q.query<Ticket>(
    `SELECT ${TICKET} FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND called_at IS NOT NULL AND state NOT IN ('skipped', 'returned')
     ORDER BY called_at DESC, n DESC LIMIT ${CALLED}`,
    [agencyId, localDate(at)],
  );

/** How many wait today, by the letter of the group that calls them; a letter that is not there has nobody. */
export async function waitingBy(q: Queryable, agencyId: string, at: Date): Promise<Map<string, number>> {
  const rows = await q.query<{ letter: string; count: number }>(
    `SELECT ${CALLED_AS} AS letter, count(*)::int AS count FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND state = 'waiting' GROUP BY 1`,
    [agencyId, localDate(at)],
  );
  return new Map(rows.map(r => [r.letter, r.count]));
}

/** Who did not come when called on the desk's day, of its groups: it may call him again. */
export const skippedFor = (q: Queryable, { agencyId, day, letters }: Desk): Promise<Ticket[]> =>
  q.query<Ticket>(
    `SELECT ${TICKET} FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND state = 'skipped' AND ${CALLED_AS} = ANY ($3)
     ORDER BY ended_at DESC LIMIT 10`,
    [agencyId, day, letters],
  );

export const findTicket = (q: Queryable, id: string): Promise<Ticket | undefined> =>
  q.maybe<Ticket>(`SELECT ${TICKET} FROM hall.ticket WHERE id = $1`, [id]);

/** Whether each desk that calls the ticket's group today has somebody before it; false where none is open. */
export async function areDesksBusy(
  q: Queryable,
  ticket: Pick<Ticket, 'agencyId' | 'day' | 'sentTo' | 'letter'>,
): Promise<boolean> {
  const { busy } = await q.one<{ busy: boolean | null }>(
    `SELECT bool_and(EXISTS (SELECT FROM hall.ticket t WHERE t.agency_id = d.agency_id AND t.day = d.day AND t.desk = d.number
       AND t.state IN ('called', 'serving'))) AS busy
     FROM hall.desk d WHERE d.agency_id = $1 AND d.day = $2 AND $3 = ANY (d.letters)`,
    [ticket.agencyId, ticket.day, ticket.sentTo ?? ticket.letter],
  );
  return busy === true;
}

/** How many of the ticket's group have their turn before it, and the minutes until its own by the day's pace (null: not known yet). */
export async function outlookOf(
  q: Queryable,
  ticket: Ticket,
): Promise<{ before: number; minutes: number | null }> {
  const key = [ticket.agencyId, ticket.day, ticket.sentTo ?? ticket.letter];
  const { before } = await q.one<{ before: number }>(
    `SELECT count(*)::int AS before FROM hall.ticket t JOIN hall.ticket own ON own.id = $4
     WHERE t.agency_id = $1 AND t.day = $2 AND coalesce(t.sent_to, t.letter) = $3 AND t.state = 'waiting' AND t.id <> own.id
       AND (t.turn_at, t.taken_at, t.n) < (own.turn_at, own.taken_at, own.n)`,
    [...key, ticket.id],
  );
  const calls = await q.query<{ at: Date }>(
    `SELECT first_called_at AS at FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND letter = $3 AND called_at IS NOT NULL
     ORDER BY first_called_at DESC LIMIT ${PACE_CALLS}`,
    key,
  );
  return {
    before,
    minutes: estimateMinutes(
      before,
      calls.map(c => c.at),
    ),
  };
}

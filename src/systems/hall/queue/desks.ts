import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { DeskBusy, DeskTaken } from '../errors.ts';
import { CALLED_AS, type Desk, TICKET, type Ticket, ticketNumber } from './types.ts';

const DESK = `agency_id AS "agencyId", day::text AS day, number, account_id AS "accountId", letters`;

/** The desk that somebody has open on the day of `at`. */
export const deskOf = (q: Queryable, accountId: string, at: Date): Promise<Desk | undefined> =>
  q.maybe<Desk>(`SELECT ${DESK} FROM hall.desk WHERE day = $1 AND account_id = $2`, [
    localDate(at),
    accountId,
  ]);

/**
 * The numbers of an office's desks on the day of `at`, the lowest first: those that are open or have somebody before them, and those that
 * called somebody, as the screen in the hall shows them.
 */
export async function desksOfDay(
  q: Queryable,
  agencyId: string,
  at: Date,
): Promise<{ open: number[]; called: number[] }> {
  const rows = await q.query<{ number: number; open: boolean }>(
    `SELECT number, bool_or(open) AS open FROM (
       SELECT number, true AS open FROM hall.desk WHERE agency_id = $1 AND day = $2
       UNION ALL SELECT desk, state IN ('called', 'serving') FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND called_at IS NOT NULL
     ) AS of_day GROUP BY number ORDER BY number`,
    [agencyId, localDate(at)],
  );
  const numbers = (open: boolean) => rows.filter(r => r.open === open).map(r => r.number);
  return { open: numbers(true), called: numbers(false) };
}

/** Opens a desk for the rest of the day. Throws HALL_DESK_TAKEN: the keys refuse the second clerk, and the second desk. */
export async function openDesk(tx: Tx, desk: Omit<Desk, 'day'>, at: Date): Promise<void> {
  const made = await tx.run(
    `INSERT INTO hall.desk (agency_id, day, number, account_id, letters, opened_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [desk.agencyId, localDate(at), desk.number, desk.accountId, desk.letters, at],
  );
  if (made === 0) throw DeskTaken({ number: desk.number });
}

/** Whether a desk is open that calls the ticket's group: where none is, no pace of the day says when its turn is. */
export const isServed = async (q: Queryable, ticket: Pick<Ticket, 'id'>): Promise<boolean> =>
  (await q.maybe(
    `SELECT FROM hall.ticket t JOIN hall.desk d ON d.agency_id = t.agency_id AND d.day = t.day AND coalesce(t.sent_to, t.letter) = ANY (d.letters)
     WHERE t.id = $1 LIMIT 1`,
    [ticket.id],
  )) !== undefined;

/** The ticket whose holder is at the desk, called or being served. */
export const ticketAt = (q: Queryable, desk: Desk): Promise<Ticket | undefined> =>
  q.maybe<Ticket>(
    `SELECT ${TICKET} FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND desk = $3 AND state IN ('called', 'serving')`,
    [desk.agencyId, desk.day, desk.number],
  );

/** How many wait for the groups of a desk that no other open desk serves: nobody calls them once it is closed. */
export const leftWithout = async (q: Queryable, desk: Desk): Promise<number> =>
  (
    await q.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND state = 'waiting' AND ${CALLED_AS} = ANY ($4)
         AND NOT EXISTS (SELECT FROM hall.desk d WHERE d.agency_id = $1 AND d.day = $2 AND d.number <> $3 AND ${CALLED_AS} = ANY (d.letters))`,
      [desk.agencyId, desk.day, desk.number, desk.letters],
    )
  ).count;

/** Gives the desk up; somebody else may open it. Throws HALL_DESK_BUSY. */
export async function closeDesk(tx: Tx, desk: Desk): Promise<void> {
  const key = [desk.agencyId, desk.day, desk.number, desk.accountId];
  await tx.run(
    'DELETE FROM hall.desk WHERE agency_id = $1 AND day = $2 AND number = $3 AND account_id = $4',
    key,
  );
  const there = await ticketAt(tx, desk);
  if (there) throw DeskBusy({ ticket: ticketNumber(there) });
}

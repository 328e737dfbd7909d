import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { DeskBusy, DeskTaken } from '../errors.ts';
import { type Desk, TICKET, type Ticket, ticketNumber } from './types.ts';

const DESK = `agency_id AS "agencyId", day::text AS day, number, account_id AS "accountId", letters`;

/** The desk that somebody has open on the day of `at`. */
export const deskOf = (q: Queryable, accountId: string, at: Date): Promise<Desk | undefined> =>
  q.maybe<Desk>(`SELECT ${DESK} FROM hall.desk WHERE day = $1 AND account_id = $2`, [
    localDate(at),
    accountId,
  ]);

/** The numbers of an office's desks that are open on the day of `at`, the lowest first. */
export async function openDesks(q: Queryable, agencyId: string, at: Date): Promise<number[]> {
  const rows = await q.query<{ number: number }>(
    'SELECT number FROM hall.desk WHERE agency_id = $1 AND day = $2 ORDER BY number',
    [agencyId, localDate(at)],
  );
  return rows.map(r => r.number);
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

/** The ticket whose holder is at the desk, called or being served. */
export const ticketAt = (q: Queryable, desk: Desk): Promise<Ticket | undefined> =>
  q.maybe<Ticket>(
    `SELECT ${TICKET} FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND desk = $3 AND state IN ('called', 'serving')`,
    [desk.agencyId, desk.day, desk.number],
  );

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

import type { Tx } from '#platform/db';
import { DeskBusy, DeskClosed, GroupClosed, NobodyWaits, TicketMoved } from '../errors.ts';
import { CALLED_AS, type Desk, TICKET, type Ticket, type TicketState, ticketNumber } from './types.ts';

/** Two presses at one desk wait for each other here; other desks do not. Throws HALL_DESK_CLOSED, HALL_DESK_BUSY. */
async function mustBeFree(tx: Tx, desk: Desk): Promise<void> {
  const key = [desk.agencyId, desk.day, desk.number];
  const open = await tx.maybe(
    'SELECT 1 FROM hall.desk WHERE agency_id = $1 AND day = $2 AND number = $3 AND account_id = $4 FOR UPDATE',
    [...key, desk.accountId],
  );
  if (!open) throw DeskClosed();
  const there = await tx.maybe<Ticket>(
    `SELECT ${TICKET} FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND desk = $3 AND state IN ('called', 'serving')`,
    key,
  );
  if (there) throw DeskBusy({ ticket: ticketNumber(there) });
}

const CALL = `state = 'called', desk = $3, account_id = $4, called_at = $5,
  first_called_at = coalesce(first_called_at, $5), calls = calls + 1, ended_at = NULL, version = version + 1`;

/** Whose turn it is is called to a desk that nobody is at; undefined where nobody waits. Refusals as `callNext`. */
async function callIfAny(tx: Tx, desk: Desk, at: Date): Promise<Ticket | undefined> {
  await mustBeFree(tx, desk);
  return tx.maybe<Ticket>(
    `UPDATE hall.ticket SET ${CALL} WHERE id = (
       SELECT id FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND state = 'waiting' AND ${CALLED_AS} = ANY($6)
       ORDER BY sent_by IS NOT DISTINCT FROM $3, turn_at, taken_at, n LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${TICKET}`,
    [desk.agencyId, desk.day, desk.number, desk.accountId, at, desk.letters],
  );
}

/**
 * Calls to the desk whose turn it is, of the groups of the desk. Two desks at once get two tickets: what one is about to take the
 * other passes over. Whom the desk itself sent on it gets last. Throws HALL_NOBODY_WAITS, HALL_DESK_BUSY, HALL_DESK_CLOSED.
 */
export async function callNext(tx: Tx, desk: Desk, at: Date): Promise<Ticket> {
  const called = await callIfAny(tx, desk, at);
  if (!called) throw NobodyWaits();
  return called;
}

/** Calls again somebody of the desk's groups who was skipped and is back, whichever desk skipped him. Throws HALL_TICKET_MOVED and as `callNext`. */
export async function callBack(tx: Tx, desk: Desk, ticketId: string, at: Date): Promise<Ticket> {
  await mustBeFree(tx, desk);
  const called = await tx.maybe<Ticket>(
    `UPDATE hall.ticket SET ${CALL} WHERE id = $6 AND agency_id = $1 AND day = $2 AND state = 'skipped'
       AND ${CALLED_AS} = ANY ($7) RETURNING ${TICKET}`,
    [desk.agencyId, desk.day, desk.number, desk.accountId, at, ticketId, desk.letters],
  );
  if (!called) throw TicketMoved();
  return called;
}

async function move(
  tx: Tx,
  desk: Desk,
  ticketId: string,
  at: Date,
  from: readonly TicketState[],
  set: string,
): Promise<Ticket> {
  const moved = await tx.maybe<Ticket>(
    `UPDATE hall.ticket SET version = version + 1, ${set}
     WHERE id = $1 AND agency_id = $2 AND day = $3 AND desk = $4 AND state = ANY($6) AND $5::timestamptz IS NOT NULL RETURNING ${TICKET}`,
    [ticketId, desk.agencyId, desk.day, desk.number, at, from],
  );
  if (!moved) throw TicketMoved();
  return moved;
}

/** Calls the same number once more. Throws HALL_TICKET_MOVED, as the three below. */
export const recall = (tx: Tx, desk: Desk, id: string, at: Date): Promise<Ticket> =>
  move(tx, desk, id, at, ['called'], 'called_at = $5, calls = calls + 1');

/** Who was called has come. */
export const serve = (tx: Tx, desk: Desk, id: string, at: Date): Promise<Ticket> =>
  move(tx, desk, id, at, ['called'], `state = 'serving'`);

/** Who was called has not come. */
export const skip = (tx: Tx, desk: Desk, id: string, at: Date): Promise<Ticket> =>
  move(tx, desk, id, at, ['called'], `state = 'skipped', ended_at = $5`);

/** Who came is done with. */
export const end = (tx: Tx, desk: Desk, id: string, at: Date): Promise<Ticket> =>
  move(tx, desk, id, at, ['called', 'serving'], `state = 'done', ended_at = $5`);

/** Ends with who is at the desk and calls whose turn it is; where nobody waits any more, it only ends. Throws HALL_TICKET_MOVED. */
export async function endAndNext(tx: Tx, desk: Desk, id: string, at: Date): Promise<void> {
  await end(tx, desk, id, at);
  await callIfAny(tx, desk, at);
}

/**
 * Sends whoever is at the desk on to the desks of a group (`letter`; his own: to another desk). He keeps his number and his turn. Throws
 * HALL_GROUP_CLOSED, HALL_TICKET_MOVED.
 */
export async function sendOn(tx: Tx, desk: Desk, id: string, letter: string): Promise<Ticket> {
  const group = await tx.maybe(
    'SELECT 1 FROM hall.field_group WHERE agency_id = $1 AND letter = $2 AND open FOR SHARE',
    [desk.agencyId, letter],
  );
  if (!group) throw GroupClosed();
  const sent = await tx.maybe<Ticket>(
    `UPDATE hall.ticket SET version = version + 1, state = 'waiting', desk = NULL, account_id = NULL, called_at = NULL, sent_by = $4,
       sent_to = nullif($5, letter)
     WHERE id = $1 AND agency_id = $2 AND day = $3 AND desk = $4 AND state IN ('called', 'serving') RETURNING ${TICKET}`,
    [id, desk.agencyId, desk.day, desk.number, letter],
  );
  if (!sent) throw TicketMoved();
  return sent;
}

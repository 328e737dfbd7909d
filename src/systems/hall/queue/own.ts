import type { Queryable, Tx } from '#platform/db';
import { TicketMoved } from '../errors.ts';
import { TICKET, type Ticket } from './types.ts';

/** A ticket by the random part of the address under which its holder follows it. */
export const findFollowed = (
  q: Queryable,
  follow: string,
): Promise<(Ticket & { holderHash: Buffer | null; deviceId: string | null }) | undefined> =>
  q.maybe(
    `SELECT ${TICKET}, holder_hash AS "holderHash", device_id AS "deviceId" FROM hall.ticket WHERE follow = $1`,
    [follow],
  );

/** The number of a day that a telephone still holds. */
export const openTicketOf = (q: Queryable, holderHash: Buffer, day: string): Promise<Ticket | undefined> =>
  q.maybe<Ticket>(
    `SELECT ${TICKET} FROM hall.ticket WHERE day = $1 AND holder_hash = $2 AND state IN ('waiting', 'called', 'serving')`,
    [day, holderHash],
  );

/**
 * Gives a number back that was taken by telephone, while nobody is served with it: who comes after has one less before him. Throws
 * HALL_TICKET_MOVED, also for a telephone whose number it is not.
 */
export async function giveBack(
  tx: Tx,
  own: { follow: string; holderHash: Buffer; day: string },
  at: Date,
): Promise<Ticket> {
  const given = await tx.maybe<Ticket>(
    `UPDATE hall.ticket SET state = 'returned', ended_at = $4, version = version + 1
     WHERE follow = $1 AND holder_hash = $2 AND day = $3 AND state IN ('waiting', 'called') RETURNING ${TICKET}`,
    [own.follow, own.holderHash, own.day, at],
  );
  if (!given) throw TicketMoved();
  return given;
}

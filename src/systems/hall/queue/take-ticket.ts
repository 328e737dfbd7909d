import { dayOf, nextNumber } from '#engines/numbering';
import { newId, type Tx } from '#platform/db';
import { GroupClosed } from '../errors.ts';
import { TICKET, type Ticket } from './types.ts';

/**
 * Gives the next number of a group of an office for today. The numbers of a day have no gaps: one that is rolled back goes to who
 * comes next. A priority that is none counts as none. Throws HALL_GROUP_CLOSED.
 */
export async function takeTicket(
  tx: Tx,
  wish: { agencyId: string; letter: string; priority: string | null },
  at: Date,
): Promise<Ticket> {
  const { agencyId, letter } = wish;
  const group = await tx.maybe(
    'SELECT letter FROM hall.field_group WHERE agency_id = $1 AND letter = $2 AND open FOR SHARE',
    [agencyId, letter],
  );
  if (!group) throw GroupClosed();
  const day = dayOf(at);
  const n = await nextNumber(tx, { agencyId, kind: `hall-${letter.toLowerCase()}`, period: day });
  return tx.one<Ticket>(
    `INSERT INTO hall.ticket (id, agency_id, day, letter, n, priority, taken_at, turn_at)
     SELECT $1, $2, $3, $4, $5, p.code, $7::timestamptz, $7::timestamptz - make_interval(mins => coalesce(p.ahead_minutes, 0))
     FROM (SELECT 1) one LEFT JOIN hall.priority p ON p.code = $6
     RETURNING ${TICKET}`,
    [newId(), agencyId, day, letter, n, wish.priority, at],
  );
}

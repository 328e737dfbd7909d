import { dayOf, nextNumber } from '#engines/numbering';
import { newId, type Tx } from '#platform/db';
import { GroupClosed, OneNumber, TooFast } from '../errors.ts';
import { type From, TICKET, type Ticket } from './types.ts';

/** Numbers within a minute of one kiosk, which people press one after the other; and of all telephones in a hall. */
const MOST_A_MINUTE = { kiosk: 12, phone: 30 } as const;

/** Holds back who would fill the queue alone. Called while the group's book is held. Throws HALL_TOO_FAST. */
async function mustBeSlow(tx: Tx, agencyId: string, day: string, from: From, at: Date): Promise<void> {
  if (from.channel === 'desk') return;
  const { n } = await tx.one<{ n: number }>(
    `SELECT count(*)::int AS n FROM hall.ticket WHERE agency_id = $1 AND day = $2 AND taken_at > $3 AND channel = $4
       AND device_id IS NOT DISTINCT FROM $5`,
    [
      agencyId,
      day,
      new Date(at.getTime() - 60_000),
      from.channel,
      from.channel === 'kiosk' ? from.deviceId : null,
    ],
  );
  if (n >= MOST_A_MINUTE[from.channel]) throw TooFast();
}

/**
 * Gives the next number of a group of an office for today. The numbers of a day have no gaps: one that is rolled back goes to who
 * comes next. A priority that is none counts as none. Throws HALL_GROUP_CLOSED; at a kiosk and by telephone HALL_TOO_FAST; by a
 * telephone that has an open number HALL_ONE_NUMBER: the index of the browsers refuses the second.
 */
export async function takeTicket(
  tx: Tx,
  wish: { agencyId: string; letter: string; priority: string | null; from?: From },
  at: Date,
): Promise<Ticket> {
  const { agencyId, letter, from = { channel: 'desk' } } = wish;
  const group = await tx.maybe(
    'SELECT letter FROM hall.field_group WHERE agency_id = $1 AND letter = $2 AND open FOR SHARE',
    [agencyId, letter],
  );
  if (!group) throw GroupClosed();
  const day = dayOf(at);
  const n = await nextNumber(tx, { agencyId, kind: `hall-${letter.toLowerCase()}`, period: day });
  await mustBeSlow(tx, agencyId, day, from, at);
  const ticket = await tx.maybe<Ticket>(
    `INSERT INTO hall.ticket (id, agency_id, day, letter, n, priority, taken_at, turn_at, channel, device_id, holder_hash)
     SELECT $1, $2, $3, $4, $5, p.code, $7::timestamptz, $7::timestamptz - make_interval(mins => coalesce(p.ahead_minutes, 0)), $8, $9, $10
     FROM (SELECT 1) one LEFT JOIN hall.priority p ON p.code = $6
     ON CONFLICT (day, holder_hash) WHERE holder_hash IS NOT NULL AND state IN ('waiting', 'called', 'serving') DO NOTHING
     RETURNING ${TICKET}`,
    [
      newId(),
      agencyId,
      day,
      letter,
      n,
      wish.priority,
      at,
      from.channel,
      from.channel === 'kiosk' ? from.deviceId : null,
      from.channel === 'phone' ? from.holderHash : null,
    ],
  );
  if (!ticket) throw OneNumber();
  return ticket;
}

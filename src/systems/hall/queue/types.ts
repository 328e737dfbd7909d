export type FieldGroup = { letter: string; name: string; open: boolean };

export type TicketState = 'waiting' | 'called' | 'serving' | 'skipped' | 'done' | 'returned';

export type Ticket = {
  id: string;
  agencyId: string;
  /** `2026-11-28`, local. */
  day: string;
  letter: string;
  n: number;
  /** Letter of the group that he was sent on to; null: his own. */
  sentTo: string | null;
  priority: string | null;
  takenAt: Date;
  state: TicketState;
  desk: number | null;
  calledAt: Date | null;
  endedAt: Date | null;
  /** The random part of the address under which it is followed. */
  follow: string;
};

/** Where a number is taken: by staff, at a kiosk, or by a telephone, known by the SHA-256 of its cookie. */
export type From =
  | { channel: 'desk' }
  | { channel: 'kiosk'; deviceId: string }
  | { channel: 'phone'; holderHash: Buffer };

export type Desk = { agencyId: string; day: string; number: number; accountId: string; letters: string[] };

/** What is called out: `A012`. */
export const ticketNumber = ({ letter, n }: Pick<Ticket, 'letter' | 'n'>): string =>
  `${letter}${String(n).padStart(3, '0')}`;

/** The group whose desks call a ticket: as `letter`, until it is sent on. In SQL, of the table's row. */
export const CALLED_AS = 'coalesce(sent_to, letter)';

/** The columns of a ticket, named as `Ticket` names them. */
export const TICKET = `id, agency_id AS "agencyId", day::text AS day, letter, n, sent_to AS "sentTo", priority, taken_at AS "takenAt", state, desk, called_at AS "calledAt", ended_at AS "endedAt", follow`;

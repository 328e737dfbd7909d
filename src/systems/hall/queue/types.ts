export type FieldGroup = { letter: string; name: string; open: boolean };

export type TicketState = 'waiting' | 'called' | 'serving' | 'skipped' | 'done' | 'returned';

export type Ticket = {
  id: string;
  agencyId: string;
  /** `2026-11-28`, local. */
  day: string;
  letter: string;
  n: number;
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

/** The columns of a ticket, named as `Ticket` names them. */
export const TICKET = `id, agency_id AS "agencyId", day::text AS day, letter, n, priority, taken_at AS "takenAt", state, desk, called_at AS "calledAt", ended_at AS "endedAt", follow`;

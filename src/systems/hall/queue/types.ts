export type FieldGroup = { letter: string; name: string; open: boolean };

export type TicketState = 'waiting' | 'called' | 'serving' | 'skipped' | 'done';

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
};

export type Desk = { agencyId: string; day: string; number: number; accountId: string; letters: string[] };

/** What is called out: `A012`. */
export const ticketNumber = ({ letter, n }: Pick<Ticket, 'letter' | 'n'>): string =>
  `${letter}${String(n).padStart(3, '0')}`;

/** The columns of a ticket, named as `Ticket` names them. */
export const TICKET = `id, agency_id AS "agencyId", day::text AS day, letter, n, priority, taken_at AS "takenAt", state, desk, called_at AS "calledAt"`;

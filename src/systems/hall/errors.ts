import { defineError } from '#platform/errors';

/** Somebody else sits at this desk today, or this clerk has another one open: `{ number }`. */
export const DeskTaken = defineError('HALL_DESK_TAKEN', 409);
/** The clerk has no desk open today. */
export const DeskClosed = defineError('HALL_DESK_CLOSED', 409);
/** Somebody is at the desk, called or being served: `{ ticket }`. */
export const DeskBusy = defineError('HALL_DESK_BUSY', 409);
/** Nobody of the desk's groups waits. */
export const NobodyWaits = defineError('HALL_NOBODY_WAITS', 409);
/** The ticket is not in the state in which that can be done, or is of another desk or day. */
export const TicketMoved = defineError('HALL_TICKET_MOVED', 409);
/** The group gives no numbers (any more). */
export const GroupClosed = defineError('HALL_GROUP_CLOSED', 409);

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
/** Who comes by himself finds the office closed: `{ opens }`. */
export const HallShut = defineError('HALL_SHUT', 409);
/** More numbers were taken here within a minute than people come. */
export const TooFast = defineError('HALL_TOO_FAST', 429);
/** This browser holds a number of today that is still open. */
export const OneNumber = defineError('HALL_ONE_NUMBER', 409);
/** The code is not (any more) the one that the screen of the hall shows. */
export const PresenceOver = defineError('HALL_PRESENCE_OVER', 422);
/** The code that pairs a device is unknown, was used, or is more than half an hour old. */
export const PairingOver = defineError('HALL_PAIRING_OVER', 422);
/** A living device of the office is called so: `{ name }`. */
export const DeviceNamed = defineError('HALL_DEVICE_NAMED', 409);

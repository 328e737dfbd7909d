import { defineError } from '#platform/errors';

/** A date lies outside the years that calendars are kept for (2010–2049). */
export const DateOutOfCalendar = defineError('DATE_OUT_OF_CALENDAR', 422);
/** A time limit is no time limit: negative, not whole, an unknown unit, a cut-off that is no time of day. */
export const LimitUnusable = defineError('LIMIT_UNUSABLE', 422);
/** An apology with a new date was given before; only one is allowed (Decree 61/2018/NĐ-CP, art. 19). */
export const ApologyAlreadyGiven = defineError('APOLOGY_ALREADY_GIVEN', 409);
/** The new date is not later than the present due time. */
export const NewDateNotLater = defineError('NEW_DATE_NOT_LATER', 422);
/** Nobody works on the new date. */
export const NewDateClosed = defineError('NEW_DATE_CLOSED', 422);

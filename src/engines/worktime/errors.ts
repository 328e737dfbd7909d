import { defineError } from '#platform/errors';

/** A date lies outside the years that calendars are kept for (2010–2049). */
export const DateOutOfCalendar = defineError('DATE_OUT_OF_CALENDAR', 422);
/** A time limit is no time limit: negative, not whole, an unknown unit, a cut-off that is no time of day. */
export const LimitUnusable = defineError('LIMIT_UNUSABLE', 422);
/** An apology with a new date was given before; only one is allowed (Decree 61/2018/NĐ-CP, art. 19). */
export const ApologyAlreadyGiven = defineError('APOLOGY_ALREADY_GIVEN', 409);
/** The new date is not later than the present due time. */
export const NewDateNotLater = defineError('NEW_DATE_NOT_LATER', 422);
/** The new date lies further ahead than the limit once again: `{ date, latest }`, both `dd/mm/yyyy`. */
export const NewDateTooFar = defineError('NEW_DATE_TOO_FAR', 422);
/** Nobody works on the new date. */
export const NewDateClosed = defineError('NEW_DATE_CLOSED', 422);
/** No default calendar has been set up, so nothing can be counted. */
export const CalendarMissing = defineError('CALENDAR_MISSING', 503);
/** There is no calendar with this id. */
export const CalendarNotFound = defineError('CALENDAR_NOT_FOUND', 404);
/** The agency, or everybody, has a calendar already. */
export const CalendarExists = defineError('CALENDAR_EXISTS', 409);
/** Opening hours that overlap, leave the day, or leave no day to work on. */
export const HoursWrong = defineError('HOURS_WRONG', 422);
/** Other hours begin before these would end. */
export const HoursTaken = defineError('HOURS_TAKEN', 409);
/** A special day that cannot be: no such date, no name, a half-day without its half. */
export const DayWrong = defineError('DAY_WRONG', 422);
/** A list of holidays without columns that each line needs: `{ file, missing }`. */
export const HolidayColumnsMissing = defineError('HOLIDAY_COLUMNS_MISSING', 422);
/** A file of holidays that names no day and no year: `{ file }`. */
export const HolidayFileEmpty = defineError('HOLIDAY_FILE_EMPTY', 422);
/** A file of holidays cannot be read at all: `{ file, why }`. */
export const HolidayFileUnreadable = defineError('HOLIDAY_FILE_UNREADABLE', 422);
/** Lines of a file of holidays are wrong; `details` lists them. Nothing of the file was written. */
export const HolidayFileRefused = defineError('HOLIDAY_FILE_REFUSED', 422);

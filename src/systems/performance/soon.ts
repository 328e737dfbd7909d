import { type Calendar, soonBefore } from '#engines/worktime';
import { dayAfter, localDate, localInstant } from '#platform/clock';

/** The instants by which open steps are told apart: now, the end of today, and that before which one is due soon. */
export const marksAt = (now: Date, calendar: Calendar): { now: Date; dayEnd: Date; soon: Date } => ({
  now,
  dayEnd: localInstant(dayAfter(localDate(now))),
  soon: soonBefore(now, calendar),
});

import { type Calendar, soonBefore } from '#engines/worktime';
import { localDate, localInstant } from '#platform/clock';

/** The instants by which open steps are told apart: now, the end of today, and that before which one is due soon. */
export const marksAt = (now: Date, calendar: Calendar): { now: Date; dayEnd: Date; soon: Date } => ({
  now,
  dayEnd: localInstant(localDate(now), '23:59'),
  soon: soonBefore(now, calendar),
});

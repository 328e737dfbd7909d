import { type Calendar, dueAt } from '#engines/worktime';
import { localDate, localInstant } from '#platform/clock';

/** What is due within so many working hours is due soon. */
const SOON_HOURS = 8;

/** The instants by which what is open is told apart: now, the end of today, and one working day on. */
export const marksAt = (now: Date, calendar: Calendar): { now: Date; dayEnd: Date; soon: Date } => ({
  now,
  dayEnd: localInstant(localDate(now), '23:59'),
  soon: dueAt(now, { n: SOON_HOURS, unit: 'working-hour' }, calendar),
});

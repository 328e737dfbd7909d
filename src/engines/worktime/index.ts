export { exampleNewDate, isTooEarly, latestNewDate, renew } from './apology.ts';
export { before } from './before.ts';
export { type Calendar, compileCalendar } from './calendar.ts';
export { OFFICE_HOURS } from './default-calendar.ts';
export { due, dueAt } from './due.ts';
export {
  type CalendarChange,
  calendarChanged,
  calendarChangeOf,
  calendarCreated,
  mayMove,
} from './entries.ts';
export { HolidayFileRefused } from './errors.ts';
export { type Account, type AccountRow, type Ended, type Explanation, explain } from './explain.ts';
export type { HolidayProblem } from './import/check.ts';
export {
  asIfImported,
  type DayChange,
  type HolidayReport,
  holidayProblemText,
  importHolidays,
} from './import/import-holidays.ts';
export { type HolidaySource, holidayFile, holidayText } from './import/source.ts';
export { folded, type KeptStep, unfolded } from './kept-steps.ts';
export { checkLimit } from './limit.ts';
export { worktime } from './module.ts';
export { openingText } from './opening-text.ts';
export { opensAt } from './opens-at.ts';
export {
  type Counted,
  type Deadline,
  type DeadlineState,
  deadline,
  type Span,
} from './remaining.ts';
export { shareOut } from './share-out.ts';
export { soonBefore } from './soon-before.ts';
export { type CalendarsApart, calendarsApart } from './store/apart.ts';
export { asIfCreated, createCalendar } from './store/create-calendar.ts';
export { calendarsOf, loadCalendar } from './store/load.ts';
export { calendarNews } from './store/news.ts';
export {
  type CalendarRow,
  findCalendar,
  type HoursPeriod,
  listCalendars,
  listDays,
  listHours,
  listYears,
} from './store/rows.ts';
export { asIfCleared, asIfSet, clearDay, setDay } from './store/set-day.ts';
export { asIfHours, setHours } from './store/set-hours.ts';
export type {
  Apology,
  CalendarSource,
  Deferral,
  DueOptions,
  Interval,
  Limit,
  LimitUnit,
  Name,
  Pause,
  PauseReason,
  SpecialDay,
  Step,
  StepPause,
  WeekHours,
  YearNote,
  YearStatus,
} from './types.ts';
export { calendarNewsText } from './words/change.ts';
export { type DayItem, dayItems, endSaid, stepTexts } from './words/days.ts';
export { deadlineText, limitText } from './words/deadline.ts';
export { hoursText, spanText } from './words/span.ts';
export { type WhyRow, whyNotes, whyRows } from './words/why.ts';
export { workingMinutes } from './working-minutes.ts';

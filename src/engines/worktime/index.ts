export { renew } from './apology.ts';
export { type Calendar, compileCalendar, FIRST_DATE, LAST_DATE } from './calendar.ts';
export { due, dueAt } from './due.ts';
export {
  ApologyAlreadyGiven,
  DateOutOfCalendar,
  LimitUnusable,
  NewDateClosed,
  NewDateNotLater,
} from './errors.ts';
export { type Account, type AccountRow, type Explanation, explain } from './explain.ts';
export { checkLimit, limitSchema } from './limit.ts';
export {
  type Deadline,
  type DeadlineState,
  deadline,
  outcome,
  remaining,
  type Span,
  span,
} from './remaining.ts';
export { shareOut } from './share-out.ts';
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
  YearStatus,
} from './types.ts';
export { type Week, weeksOf } from './weeks.ts';
export { type DayItem, dayItems, dayLabel, longDayLabel, stepTexts } from './words/days.ts';
export { cutOffText, deadlineText, limitText, resumesWithText } from './words/deadline.ts';
export { hoursText, spanText } from './words/span.ts';
export { type WhyRow, whyNotes, whyRows } from './words/why.ts';
export { workingMinutes } from './working-minutes.ts';

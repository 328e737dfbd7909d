export { type Clock, fixedClock, systemClock } from './clock.ts';
export { dayAfter, dayBefore, dayInWords, readDay, yearsAfter } from './days.ts';
export {
  formatDate,
  formatDateTime,
  formatTime,
  type LocalParts,
  localDate,
  localInstant,
  localParts,
} from './local.ts';

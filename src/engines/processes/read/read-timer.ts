import type { ModdleElement } from 'bpmn-moddle';
import type { Span, TimerDefinition, TimeUnit } from '../graph.ts';
import { element, text } from './read-element.ts';

const UNITS: readonly TimeUnit[] = ['working-hour', 'working-day', 'calendar-day', 'month'];
const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Whether a text is an ISO 8601 duration that is longer than nothing. */
export const isDuration = (value: string): boolean => DURATION.test(value) && /[1-9]/.test(value);

/** Whether a text is an ISO 8601 date or date and time. */
export const isDate = (value: string): boolean => DATE.test(value) && !Number.isNaN(Date.parse(value));

/** Whether the day of an ISO 8601 date is one: there is no 30 February. */
export function isDayOfCalendar(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.slice(0, 10).split('-').map(Number);
  return isDate(value) && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

const written = (value: string) => value.startsWith('=');

/**
 * Reads a timer: `fs:limit="3 working-day"` on the event or its definition, or BPMN's timeDate, timeDuration, timeCycle.
 * A text that starts with `=` is FEEL. The definition, or what is wrong with it.
 */
export function readTimer(
  event: ModdleElement,
  definition: ModdleElement,
): TimerDefinition | { wrong: string } {
  const limit = text(event, 'fs:limit') ?? text(definition, 'fs:limit');
  if (limit) {
    const span = readSpan(limit);
    return span ? { kind: 'limit', limit: span } : { wrong: limit };
  }
  const body = (property: string) => {
    const expression = element(definition, property);
    return expression ? (text(expression, 'body') ?? '') : null;
  };
  const date = body('timeDate');
  if (date !== null) return written(date) || isDate(date) ? { kind: 'date', at: date } : { wrong: date };
  const duration = body('timeDuration');
  if (duration !== null) {
    return written(duration) || isDuration(duration)
      ? { kind: 'duration', iso: duration }
      : { wrong: duration };
  }
  const cycle = body('timeCycle');
  return cycle === null ? { wrong: '' } : readCycle(cycle);
}

/** A span as files write it, e.g. `3 working-day`; null when it is none. */
export function readSpan(value: string): Span | null {
  const [, n, name] = /^(\d{1,4})\s+([a-z-]+?)s?$/.exec(value) ?? [];
  const unit = UNITS.find(u => u === name);
  return unit && Number(n) > 0 ? { n: Number(n), unit } : null;
}

// ISO 8601 repeating interval `R3/PT1H`, `R/P1D`, or the same over working time, `R3/1 working-day`; cron, which some modellers
// write, is not BPMN.
function readCycle(value: string): TimerDefinition | { wrong: string } {
  const [, times, text] = /^R(\d*)\/(.+)$/.exec(value) ?? [];
  const every = text === undefined ? null : isDuration(text) ? text : readSpan(text);
  if (every === null || times === '0') return { wrong: value };
  return { kind: 'cycle', times: times ? Number(times) : null, every };
}

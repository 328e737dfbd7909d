import { cycleShown, cycleWritten, durationShown, durationWritten } from './duration.js';
import { spanIn, spanText } from './span.js';

/** `2026-12-31` as people write it; anything else as it is. */
const dayShown = text => text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');

/** `31/12/2026` as the file has it; anything else as it is. */
const dayWritten = text =>
  text.replace(
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/,
    (_, day, month, year) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );

/** How a timer may be said; `limit` counts working time and stands in our own attribute. */
export const TIMER_KINDS = ['limit', 'date', 'duration', 'cycle'];
const SHOWN = { date: dayShown, duration: durationShown, cycle: cycleShown };
const WRITTEN = { date: dayWritten, duration: durationWritten, cycle: cycleWritten };
const PROPERTY = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' };

/**
 * @param bo the event
 * @param definition its TimerEventDefinition
 * @param {(key: string, params?: Record<string, string>) => string} t
 * @returns {{ kind: string, text: string }}
 */
export function timerIn(bo, definition, t) {
  const limit = bo.get('fs:limit') ?? definition.get('fs:limit');
  if (limit !== undefined) return { kind: 'limit', text: limit };
  const kind = Object.keys(PROPERTY).find(k => definition.get(PROPERTY[k]));
  if (!kind) return { kind: 'limit', text: '' };
  const text = definition.get(PROPERTY[kind]).get('body') ?? '';
  return { kind, text: SHOWN[kind](text, t) };
}

/**
 * The changes that make a timer this one: one kind at a time.
 * @param create makes an element of BPMN
 */
export function timerChanges(bo, definition, { kind, text }, create) {
  const typed = WRITTEN[kind]?.(text.trim()) ?? text.trim();
  const body = kind === 'limit' ? undefined : create('bpmn:FormalExpression', { body: typed });
  if (body) body.$parent = definition;
  return [
    { of: bo, set: { 'fs:limit': kind === 'limit' ? spanText(spanIn(typed)) : undefined } },
    {
      of: definition,
      set: {
        'fs:limit': undefined,
        ...Object.fromEntries(
          Object.entries(PROPERTY).map(([k, name]) => [name, k === kind ? body : undefined]),
        ),
      },
    },
  ];
}

import { type Static, Type } from 'typebox';
import { LimitUnusable } from './errors.ts';
import { clockMinutes } from './local-minutes.ts';
import type { Limit } from './types.ts';

/** JSON Schema of a limit, for procedures, imports and the API. */
const limitSchema = Type.Object(
  {
    n: Type.Number({ minimum: 0, maximum: 3650 }),
    unit: Type.Union([
      Type.Literal('working-hour'),
      Type.Literal('working-day'),
      Type.Literal('calendar-day'),
      Type.Literal('month'),
    ]),
    cutOff: Type.Optional(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
    includeReceiptDay: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type LimitDocument = Static<typeof limitSchema>;

const UNITS: ReadonlySet<string> = new Set(['working-hour', 'working-day', 'calendar-day', 'month']);

/** The cut-off in minutes of the day, or null. Throws LIMIT_UNUSABLE when the limit is none. */
export function checkLimit(limit: Limit): number | null {
  const whole = limit.unit === 'working-hour' ? limit.n * 60 : limit.n;
  if (!UNITS.has(limit.unit) || !Number.isInteger(whole) || whole < 0 || limit.n > 3650)
    throw LimitUnusable({ limit: `${limit.n} ${limit.unit}` });
  if (limit.onItsDay && (limit.unit.startsWith('working') || limit.n === 0 || limit.cutOff !== undefined))
    throw LimitUnusable({ limit: `${limit.n} ${limit.unit} ${limit.cutOff ?? ''}`.trim() });
  if (limit.cutOff === undefined) return null;
  try {
    return clockMinutes(limit.cutOff);
  } catch {
    throw LimitUnusable({ limit: limit.cutOff });
  }
}

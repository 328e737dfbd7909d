import { Type } from 'typebox';
import type { Entry, EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const common = { agency: nullable(Type.String()), from: day, to: nullable(day) };

/** A calendar was set up; deadlines of the agency, or of everybody, are counted by it from now on. */
export const calendarCreated: EntryKind = {
  kind: 'worktime.calendar-created',
  body: Type.Object({ ...common, nameVi: Type.String() }, closed),
};

/**
 * Days or hours of a calendar changed: deadlines that run between `from` and `to` (null: without end) may move, those of
 * the agency and all below it (null: everybody's). Who keeps deadlines follows this kind and counts the open ones anew.
 */
export const calendarChanged: EntryKind = {
  kind: 'worktime.calendar-changed',
  body: Type.Object(
    {
      ...common,
      change: Type.Union([Type.Literal('day'), Type.Literal('hours'), Type.Literal('import')]),
      /** What the days are now: `2026-11-20 closed`; `-` where a day is again as its weekday says. */
      days: Type.Optional(Type.Array(Type.String())),
      /** Opening hours of the week, Sunday first: `07:30-12:00 13:30-17:00`. */
      week: Type.Optional(Type.Array(Type.String())),
      /** Why, in the words of whoever did it. */
      reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      source: Type.Optional(Type.String()),
      sha256: Type.Optional(Type.String()),
    },
    closed,
  ),
};

export const entryKinds: readonly EntryKind[] = [calendarCreated, calendarChanged];

export type CalendarChange = { agencyId: string | null; from: string; to: string | null };

/** What an entry of these kinds says about which deadlines may move. */
export function calendarChangeOf(entry: Pick<Entry, 'body'>): CalendarChange {
  const { agency, from, to } = entry.body as { agency: string | null; from: string; to: string | null };
  return { agencyId: agency, from, to };
}

/** Whether a deadline that runs from one local day to another (`YYYY-MM-DD`) can be moved by a change. */
export const mayMove = (change: CalendarChange, running: { from: string; due: string }): boolean =>
  change.from <= running.due && (change.to === null || running.from <= change.to);

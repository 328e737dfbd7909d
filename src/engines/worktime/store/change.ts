import { type Act, changesKept } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { calendarChanged } from '../entries.ts';
import { CalendarNotFound } from '../errors.ts';
import type { CalendarRow } from './rows.ts';

type Locked = Pick<CalendarRow, 'id' | 'agencyId'>;

/** Locks a calendar for a change. Throws CALENDAR_NOT_FOUND. */
export async function lockCalendar(tx: Tx, calendarId: string): Promise<Locked> {
  const calendar = await tx.maybe<Locked>(
    'SELECT id, agency_id AS "agencyId" FROM worktime.calendar WHERE id = $1::uuid FOR UPDATE',
    [calendarId],
  );
  if (!calendar) throw CalendarNotFound();
  return calendar;
}

/** What was compiled of the calendar is out of date. */
export function stampAnew(tx: Tx, calendarId: string): Promise<number> {
  changesKept(tx);
  return tx.run('UPDATE worktime.calendar SET stamp = $2::uuid WHERE id = $1::uuid', [calendarId, newId()]);
}

/** Stamps a locked calendar anew and writes down what changed, so that open deadlines are counted again. */
export async function recordChange(
  tx: Tx,
  act: Act,
  calendar: Locked,
  body: { change: 'day' | 'hours' | 'import'; from: string; to: string | null } & Record<string, unknown>,
): Promise<void> {
  await stampAnew(tx, calendar.id);
  await act.ledger.append(tx, {
    kind: calendarChanged.kind,
    subject: `calendar:${calendar.id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: { agency: calendar.agencyId, ...body },
  });
}

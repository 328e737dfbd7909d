import type { Act } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { calendarCreated } from '../entries.ts';
import { CalendarExists } from '../errors.ts';
import type { Name, WeekHours } from '../types.ts';
import { checkWeek, insertHours } from './set-hours.ts';

/**
 * Sets up a calendar: an agency's, which all below it share, or with `agencyId` null the default one. Returns its id.
 * Throws CALENDAR_EXISTS, HOURS_WRONG.
 */
export async function createCalendar(
  tx: Tx,
  { agencyId, name, hours }: { agencyId: string | null; name: Name; hours: WeekHours },
  act: Act,
): Promise<string> {
  checkWeek(hours.week);
  const id = newId();
  const made = await tx.run(
    `INSERT INTO worktime.calendar (id, agency_id, name_vi, name_en, stamp) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ON CONSTRAINT calendar_one_an_agency DO NOTHING`,
    [id, agencyId, name.vi.normalize('NFC'), name.en, newId()],
  );
  if (!made) throw CalendarExists();
  await insertHours(tx, id, hours.week, hours.from, null);
  await act.ledger.append(tx, {
    kind: calendarCreated.kind,
    subject: `calendar:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: { agency: agencyId, from: hours.from, to: null, nameVi: name.vi },
  });
  return id;
}

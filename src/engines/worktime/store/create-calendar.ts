import { type Act, changesKept } from '#engines/organisation';
import { type Db, newId, type Tx } from '#platform/db';
import { type CalendarChange, calendarCreated } from '../entries.ts';
import { CalendarExists } from '../errors.ts';
import type { Name, WeekHours } from '../types.ts';
import { asIf } from './as-if.ts';
import { checkWeek, insertHours } from './set-hours.ts';

type Wish = { agencyId: string | null; name: Name; hours: WeekHours };

async function write(tx: Tx, { agencyId, name, hours }: Wish): Promise<string> {
  checkWeek(hours.week);
  changesKept(tx);
  const id = newId();
  const made = await tx.run(
    `INSERT INTO worktime.calendar (id, agency_id, name_vi, name_en, stamp) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ON CONSTRAINT calendar_one_an_agency DO NOTHING`,
    [id, agencyId, name.vi.normalize('NFC'), name.en, newId()],
  );
  if (!made) throw CalendarExists();
  await insertHours(tx, id, hours.week, hours.from, null);
  return id;
}

/**
 * Sets up a calendar: an agency's, which all below it share, or with `agencyId` null the default one. Returns its id.
 * Throws CALENDAR_EXISTS, HOURS_WRONG.
 */
export async function createCalendar(tx: Tx, wish: Wish, act: Act): Promise<string> {
  const id = await write(tx, wish);
  await act.ledger.append(tx, {
    kind: calendarCreated.kind,
    subject: `calendar:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: { agency: wish.agencyId, from: wish.hours.from, to: null, nameVi: wish.name.vi },
  });
  return id;
}

/** What `look` sees when the calendar is there, and the days it changes; nothing stays. Throws as `createCalendar`. */
export const asIfCreated = <T>(
  db: Pick<Db, 'tx'>,
  wish: Wish,
  look: (tx: Tx, change: CalendarChange) => Promise<T>,
): Promise<T> =>
  asIf(db, async tx => {
    await write(tx, wish);
    return look(tx, { agencyId: wish.agencyId, from: wish.hours.from, to: null });
  });

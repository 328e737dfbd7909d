import path from 'node:path';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { importHolidays } from './import/import-holidays.ts';
import { holidayFile } from './import/source.ts';
import { createCalendar } from './store/create-calendar.ts';
import { findCalendar } from './store/rows.ts';
import type { Interval, WeekHours } from './types.ts';

// 7:30–12:00 and 13:30–17:00, eight hours.
const DAY: readonly Interval[] = [
  [450, 720],
  [810, 1020],
];

/** The usual hours of offices, from the first day that calendars reach. */
export const OFFICE_HOURS: WeekHours = { from: '2010-01-01', week: [[], DAY, DAY, DAY, DAY, DAY, []] };

/**
 * The calendar that every installation begins with: the usual hours, and the holidays 2021–2027 with their status (none is
 * checked against the official notice yet, see the doctor). Does nothing where there is a default calendar already.
 */
export async function prepareDefaultCalendar(env: Env): Promise<void> {
  if (await findCalendar(env.db, null)) return;
  const act = { ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() };
  const name = { vi: 'Lịch làm việc chung', en: 'Common calendar' };
  await env.db.tx(async tx => {
    // Two processes that start at once: the second finds what the first has made.
    await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('worktime.default-calendar', 0))");
    if (!(await findCalendar(tx, null)))
      await createCalendar(tx, { agencyId: null, name, hours: OFFICE_HOURS }, act);
  });
  await importHolidays(
    env.db,
    await holidayFile(path.join(import.meta.dirname, 'data', 'holidays.json')),
    act,
  );
}

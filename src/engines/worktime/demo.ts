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

/** The default calendar of the demo province with the holidays 2021–2027. */
export async function loadDemoCalendar(env: Env): Promise<void> {
  const act = { ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() };
  const name = { vi: 'Giờ làm việc chung', en: 'General working hours' };
  if (!(await findCalendar(env.db, null)))
    await env.db.tx(tx => createCalendar(tx, { agencyId: null, name, hours: OFFICE_HOURS }, act));
  await importHolidays(
    env.db,
    await holidayFile(path.join(import.meta.dirname, 'data', 'holidays.json')),
    act,
  );
}

import { localParts } from '#platform/clock';
import type { DoctorCheck } from '#platform/module';
import { findCalendar, listYears } from './store/rows.ts';

/** Whether the holidays of this year and the next are there, and were compared with the official notice. */
export const holidaysKnown: DoctorCheck = {
  id: 'holidays',
  run: async env => {
    const calendar = await findCalendar(env.db, null);
    if (!calendar)
      return {
        state: 'bad',
        found: 'no default working calendar',
        mend: 'set up the default calendar and its hours',
      };
    const years = new Map((await listYears(env.db, calendar.id)).map(y => [y.year, y.status]));
    const { year } = localParts(env.clock.now());
    const states = [year, year + 1].map(y => `${y} ${years.get(y) ?? 'missing'}`);
    if (states.every(s => s.endsWith('announced'))) return { state: 'ok', found: states.join(', ') };
    return {
      state: 'warn',
      found: `holidays: ${states.join(', ')}`,
      mend: 'compare with the official notice, then: fansipan import holidays FILE (see docs/import.md)',
    };
  },
};

import { localParts } from '#platform/clock';
import type { DoctorCheck } from '#platform/module';
import { findCalendar, listYears } from './store/rows.ts';

/** Whether the holidays of this year and the next are there, and were compared with the official notice. */
export const holidaysKnown: DoctorCheck = {
  id: 'worktime.holidays',
  run: async (env, t) => {
    const calendar = await findCalendar(env.db, null);
    if (!calendar)
      return {
        state: 'bad',
        found: t('worktime.doctor.no-calendar'),
        mend: t('worktime.doctor.mend-no-calendar'),
      };
    const years = new Map((await listYears(env.db, calendar.id)).map(y => [y.year, y.status]));
    const { year } = localParts(env.clock.now());
    const wanted = [year, year + 1];
    const found = wanted.map(y => `${y} ${t(`worktime.doctor.${years.get(y) ?? 'missing'}`)}`).join(', ');
    if (wanted.every(y => years.get(y) === 'announced')) return { state: 'ok', found };
    return { state: 'warn', found, mend: t('worktime.doctor.mend-holidays') };
  },
};

import { localDate } from '#platform/clock';
import type { DoctorCheck } from '#platform/module';

/** Whether there are units today, and whether agencies among them were never confirmed. */
export const unitsCheck: DoctorCheck = {
  id: 'organisation.units',
  run: async ({ db, clock }, t) => {
    const { communes, agencies, unverified } = await db.one<{
      communes: number;
      agencies: number;
      unverified: number;
    }>(
      `SELECT (SELECT count(*) FROM organisation.area_version WHERE level = 'commune' AND valid @> $1::date) AS communes,
              count(*) AS agencies, count(*) FILTER (WHERE unverified) AS unverified
       FROM organisation.agency_version WHERE valid @> $1::date`,
      [localDate(clock.now())],
    );
    const found = t('organisation.doctor.units', { communes, agencies, unverified });
    if (communes === 0) return { state: 'bad', found, mend: t('organisation.doctor.mend-areas') };
    if (agencies === 0) return { state: 'bad', found, mend: t('organisation.doctor.mend-agencies') };
    if (unverified !== 0) return { state: 'warn', found, mend: t('organisation.doctor.mend-unverified') };
    return { state: 'ok', found };
  },
};

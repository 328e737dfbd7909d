import { localDate } from '#platform/clock';
import type { DoctorCheck } from '#platform/module';

/** Whether there are units today, and whether a real installation still works with unconfirmed ones. */
export const unitsCheck: DoctorCheck = {
  id: 'organisation.units',
  run: async ({ db, clock, site }) => {
    const { communes, agencies, unverified } = await db.one<Record<string, number>>(
      `SELECT (SELECT count(*) FROM organisation.area_version WHERE level = 'commune' AND valid @> $1::date) AS communes,
              count(*) AS agencies, count(*) FILTER (WHERE unverified) AS unverified
       FROM organisation.agency_version WHERE valid @> $1::date`,
      [localDate(clock.now())],
    );
    const found = `${communes} communes and ${agencies} agencies today, ${unverified} of them unverified`;
    if (communes === 0)
      return { state: 'bad', found, mend: 'Load the units: npx fansipan import units (docs/import.md)' };
    if (agencies === 0)
      return {
        state: 'bad',
        found,
        mend: 'Load your agencies: npx fansipan import units FILE (docs/import.md)',
      };
    if (unverified !== 0 && !site.demo)
      return {
        state: 'warn',
        found,
        mend: 'Confirm identifiers and names of your agencies, and import them again with "unverified": false',
      };
    return { state: 'ok', found };
  },
};

import { formatDateTime } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { DoctorCheck } from '#platform/module';

/** Who runs jobs, and what nobody took up. */
export type Standstill = {
  /** Workers that were heard of within half a minute. */
  workers: number;
  /** Jobs that should have run five minutes ago. */
  overdue: number;
  /** When the first of them should have. */
  since: Date | null;
};

export const findStandstill = (q: Queryable): Promise<Standstill> =>
  q.one<Standstill>('SELECT workers, overdue, since FROM jobs.standstill()');

/** Somebody runs jobs: where nobody does, no timer fires, no message goes out and no deadline is watched, and nothing fails either. */
export const workersCheck: DoctorCheck = {
  id: 'jobs.workers',
  run: async ({ db }, t) => {
    const { workers, overdue, since } = await findStandstill(db);
    const waits = since ? t('jobs.doctor.overdue', { count: overdue, since: formatDateTime(since) }) : '';
    if (workers === 0)
      return {
        // Whoever looks while the program is stopped has it so for a while.
        state: overdue ? 'bad' : 'warn',
        found: [t('jobs.doctor.nobody'), waits].filter(Boolean).join('; '),
        mend: t('jobs.doctor.mend'),
      };
    if (overdue)
      return {
        state: 'warn',
        found: `${t('jobs.doctor.workers', { count: workers })}; ${waits}`,
        mend: t('jobs.doctor.mend-more'),
      };
    return { state: 'ok', found: t('jobs.doctor.workers', { count: workers }) };
  },
};

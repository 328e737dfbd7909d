import { formatDateTime, systemClock } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import type { DoctorCheck } from '#platform/module';

/** Who runs jobs, and what nobody took up. */
type Standstill = {
  /** Workers that were heard of within half a minute. */
  workers: number;
  /** Workers that fell silent without taking their leave, and whose place nobody took. */
  silent: number;
  /** Jobs that should have run five minutes ago. */
  overdue: number;
  /** When the first of them should have. */
  since: Date | null;
};

export const findStandstill = (q: Queryable): Promise<Standstill> =>
  q.one<Standstill>('SELECT workers, silent, overdue, since FROM jobs.standstill()');

/** Somebody runs jobs: where nobody does, no timer fires, no message goes out and no deadline is watched, and nothing fails either. */
export const workersCheck: DoctorCheck = {
  id: 'jobs.workers',
  run: async ({ db }, t) => {
    const { workers, silent, overdue, since } = await findStandstill(db);
    const waits = since ? t('jobs.doctor.overdue', { count: overdue, since: formatDateTime(since) }) : '';
    if (workers === 0)
      return {
        // Whoever looks while the program is stopped has it so for a while.
        state: overdue || silent ? 'bad' : 'warn',
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

const LIMIT_MS = 60_000;

/** Jobs run by the database's clock, and are asked for by this machine's: where the two are apart, timers fire at other times than they say. */
export const clocksCheck: DoctorCheck = {
  id: 'jobs.clocks',
  run: async ({ db }, t) => {
    const { at } = await db.one<{ at: Date }>('SELECT clock_timestamp() AS at');
    return clocksApart(at, systemClock.now(), t);
  },
};

/** What there is to say of the database's clock and this machine's. */
export function clocksApart(
  database: Date,
  here: Date,
  t: Translate,
): Awaited<ReturnType<DoctorCheck['run']>> {
  const off = database.getTime() - here.getTime();
  if (Math.abs(off) <= LIMIT_MS) return { state: 'ok', found: t('jobs.doctor.clocks') };
  const times = { database: formatDateTime(database), here: formatDateTime(here) };
  return { state: 'bad', found: t('jobs.doctor.clocks-apart', times), mend: t('jobs.doctor.mend-clocks') };
}

import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import type { Translate } from '#platform/i18n';
import { checkName, checksService, type DoctorFinding } from '#platform/module';

/** What somebody sees of one part of the program. */
export type Part = DoctorFinding & { id: string; name: string };

/** What the desk counts as it stands, each in a list of its own: not once more as a broken part. */
const COUNTED: ReadonlySet<string> = new Set(['ledger.followers', 'jobs.workers']);

/**
 * Looks at all that modules look at, in the words of `t`; a check that itself fails is named with its error. How many are broken is kept, so
 * that it is counted where nobody looks.
 */
export async function lookAtSystem(env: Env, t: Translate): Promise<Part[]> {
  const parts = await Promise.all(
    env.get(checksService).map(async (check): Promise<Part> => {
      const name = checkName(t, check);
      try {
        return { id: check.id, name, ...(await check.run(env, t)) };
      } catch (error) {
        env.log.error({ err: error, check: check.id }, 'a check of the program failed');
        return {
          id: check.id,
          name,
          state: 'bad',
          found: t('administration.system.check-failed', { id: check.id }),
        };
      }
    }),
  );
  const broken = parts.filter(part => part.state === 'bad' && !COUNTED.has(part.id)).length;
  await env.db.run(
    `INSERT INTO administration.system_state (looked_at, broken) VALUES ($1, $2)
     ON CONFLICT (one) DO UPDATE SET looked_at = excluded.looked_at, broken = excluded.broken`,
    [env.clock.now(), broken],
  );
  return parts;
}

/** How many parts were broken when they were looked at last. */
export const brokenParts = async (q: Queryable): Promise<number> =>
  (await q.maybe<{ broken: number }>('SELECT broken FROM administration.system_state'))?.broken ?? 0;

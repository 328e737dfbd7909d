import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import type { Translate } from '#platform/i18n';
import { checkName, checksService, type DoctorFinding } from '#platform/module';
import { countMatters, findMatters } from './find-matters.ts';

/** What somebody sees of one part of the program. */
export type Part = DoctorFinding & { name: string };

/**
 * Looks at all that modules look at, in the words of `t`; a check that itself fails is named with its error. How many are broken is kept, and
 * how much waits for people elsewhere, so that it is counted where nobody looks.
 */
export async function lookAtSystem(env: Env, t: Translate): Promise<Part[]> {
  const parts = await Promise.all(
    env.get(checksService).map(async (check): Promise<Part> => {
      const name = checkName(t, check);
      try {
        return { name, ...(await check.run(env, t)) };
      } catch (error) {
        env.log.error({ err: error, check: check.id }, 'a check of the program failed');
        return { name, state: 'bad', found: t('administration.system.check-failed', { id: check.id }) };
      }
    }),
  );
  const broken = parts.filter(part => part.state === 'bad').length;
  await env.db.run(
    `INSERT INTO administration.system_state (looked_at, broken, matters) VALUES ($1, $2, $3)
     ON CONFLICT (one) DO UPDATE SET looked_at = excluded.looked_at, broken = excluded.broken, matters = excluded.matters`,
    [env.clock.now(), broken, countMatters(await findMatters(env.db))],
  );
  return parts;
}

export type SystemState = { broken: number; matters: number };

/** How many parts were broken when they were looked at last, and how many matters waited for people at other places. */
export const systemState = async (q: Queryable): Promise<SystemState> =>
  (await q.maybe<SystemState>('SELECT broken, matters FROM administration.system_state')) ?? {
    broken: 0,
    matters: 0,
  };

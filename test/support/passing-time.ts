import { modules } from '#app/modules';
import type { Clock } from '#platform/clock';
import type { TestProgram } from './program.ts';

const DAY = 86_400_000;

/** The machine's clock, which a story may put forward. */
export function movingClock(): Clock & { forward(ms: number): void } {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    forward: ms => {
      ahead += ms;
    },
  };
}

async function run({ env }: TestProgram, name: string, payload: unknown): Promise<void> {
  const job = modules.flatMap(m => m.jobs ?? []).find(j => j.name === name);
  if (!job) throw new Error(`there is no job ${name}`);
  await job.run(payload, env);
}

/**
 * Some days go by: what would have happened meanwhile without anybody's doing happens, in the order of its hours. The worker's own
 * clock stands in the database and does not move with the story's. Sessions may be over after that.
 */
export async function letPass(
  program: TestProgram,
  clock: { forward(ms: number): void },
  days: number,
): Promise<void> {
  for (let day = 0; day < days; day++) {
    clock.forward(DAY);
    await run(program, 'cases.watch-deadlines', {});
    const due = await program.env.db.query(
      `SELECT dossier_id AS "dossierId", token, element_id AS "elementId" FROM cases.timer WHERE fires_at <= $1 ORDER BY fires_at`,
      [program.env.clock.now()],
    );
    for (const timer of due) await run(program, 'cases.fire-timer', timer);
  }
}

/** Day after day goes by until something is so: holidays lie where they lie. Fails after `most` days. */
export async function letPassUntil(
  program: TestProgram,
  clock: { forward(ms: number): void },
  isSo: () => Promise<boolean>,
  most: number,
): Promise<void> {
  for (let day = 0; !(await isSo()); day++) {
    if (day >= most) throw new Error(`it was not so within ${most} days`);
    await letPass(program, clock, 1);
  }
}

import { casesService } from '#engines/cases';
import { fileStore } from '#engines/files';
import { cashOpenFrom, paymentsService } from '#engines/payments';
import { formatDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { inBulk } from './bulk/bulk-stage.ts';
import { openSpans } from './bulk/memo.ts';
import { SeedTaken, SimulationCutOff, SimulationNeedsDemo } from './errors.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Applicant } from './people/applicant.ts';
import { SAMPLE_PAPER } from './people/paper.ts';
import type { Ground } from './play/ground.ts';
import { run } from './play/run.ts';
import { staffOf } from './play/staff.ts';
import type { Stage } from './play/stage.ts';

export type Simulation = {
  dossiers: number;
  /** Local days, `YYYY-MM-DD`: first and last on which somebody applies. */
  from: string;
  to: string;
  seed: string;
  /** By the bulk path: played in memory, and written as rows. */
  bulk?: boolean;
  /** In bulk: of so many that were played the rows are written at a time. */
  batch?: number;
  /** Results get their signed paper at once; not in bulk. */
  drawn?: boolean;
  /** Full names of communes from which twenty times as many come as their size says, e.g. `Xã Bắc Hà`. */
  crowded?: readonly string[];
  /** In the last `rush` days five times as many come as the season says: then there is work on every desk. */
  rush?: number;
  /** Accounts of the demo in whose names some of them are made, over the internet. */
  applicants?: readonly Applicant[];
  /** Of each application so many, each a dossier with its own ids and numbers; 1 where it is not said. Divides `dossiers`. */
  alike?: number;
  onProgress?: (done: number) => void;
};

export type Simulated = { dossiers: number; already: boolean };

const find = (q: Queryable, seed: string) =>
  q.maybe<{ dossiers: number; alike: number; from: string; to: string; finishedAt: Date | null }>(
    `SELECT dossiers, alike, from_day AS "from", to_day AS "to", finished_at AS "finishedAt" FROM simulation.run WHERE seed = $1`,
    [seed],
  );

/** Notes that it begins, does it, and notes that it came to its end. */
async function whole(
  q: Queryable,
  order: Simulation,
  env: Env,
  work: () => Promise<number>,
): Promise<number> {
  const { seed, dossiers, from, to, alike = 1 } = order;
  await q.run(
    'INSERT INTO simulation.run (seed, dossiers, from_day, to_day, started_at, alike) VALUES ($1, $2, $3::date, $4::date, $5, $6)',
    [seed, dossiers, from, to, env.clock.now(), alike],
  );
  const done = await work();
  await q.run('UPDATE simulation.run SET finished_at = $2 WHERE seed = $1', [seed, env.clock.now()]);
  return done;
}

/** Forgets a run that did not come to its end and has made no dossier: its seed is as one that was never used. */
const forgetEmpty = (q: Queryable, seed: string) =>
  q.run(
    `DELETE FROM simulation.run r WHERE seed = $1 AND finished_at IS NULL
       AND NOT EXISTS (SELECT FROM simulation.dossier d WHERE d.seed = r.seed)`,
    [seed],
  );

/** Where it is played, but for the bulk path's own. */
async function stageOf(env: Env, on: Ground, order: Simulation): Promise<Stage> {
  const { seed, drawn, bulk } = order;
  const paper = await env.get(fileStore).put(env.db, { bytes: SAMPLE_PAPER, own: true });
  const spanOf = await openSpans(env.db);
  return {
    env,
    cases: { ...env.get(casesService), past: true },
    payments: env.get(paymentsService),
    staff: staffOf(env, on, seed, spanOf),
    spanOf,
    cashOpenFrom: await cashOpenFrom(env.db),
    seed,
    paper: { sha256: paper.sha256, size: SAMPLE_PAPER.length },
    drawn: drawn === true && !bulk,
    ...on,
    finished: async () => {},
  };
}

/**
 * Fills a demo with a believable year: dossiers of nobody, made by a seed, that people's own acts take through their processes
 * until now. The same seed again changes nothing. Of two with one seed at once the second is refused.
 *
 * | refusal | when |
 * | --- | --- |
 * | SIMULATION_NEEDS_DEMO | the installation is no demo |
 * | SEED_TAKEN | the seed was used for another number or other days |
 * | SIMULATION_UNDER_WAY | it is being made with this seed at this moment |
 * | SIMULATION_CUT_OFF | it was begun with this seed, not in bulk, made dossiers, and did not come to its end |
 */
export async function simulate(env: Env, order: Simulation): Promise<Simulated> {
  const { seed, dossiers, alike = 1 } = order;
  if (dossiers % alike)
    throw new RangeError(`simulation: ${dossiers} dossiers cannot be ${alike} alike each`);
  if (!env.site.demo) throw SimulationNeedsDemo();
  return oneAtATime(env.db, seed, () => simulateAlone(env, order));
}

/** As `simulate`, where nobody else makes the province of this seed. */
async function simulateAlone(env: Env, order: Simulation): Promise<Simulated> {
  const { seed, dossiers, from, to, alike = 1 } = order;
  await forgetEmpty(env.db, seed);
  const before = await find(env.db, seed);
  if (before) {
    if (!before.finishedAt) throw SimulationCutOff({ seed });
    if (before.dossiers !== dossiers || before.alike !== alike || before.from !== from || before.to !== to)
      throw SeedTaken({
        seed,
        dossiers: before.dossiers,
        from: formatDate(before.from),
        to: formatDate(before.to),
      });
    return { dossiers, already: true };
  }
  const until = env.clock.now();
  const { bulk = false, crowded = [], rush = 0, applicants = [] } = order;
  const course = {
    dossiers: bulk ? dossiers / alike : dossiers,
    from,
    to,
    until,
    crowded,
    rush,
    applicants,
    check: !bulk,
    alike: bulk ? 1 : alike,
  };
  const play = (on: Stage) => run(on, course, async n => order.onProgress?.(bulk ? n * alike : n));
  // In bulk all is one transaction, the new officials with it: a run that is cut off leaves nothing behind.
  const inOne = (tx: Tx) =>
    whole(tx, order, env, async () => {
      const stage = await stageOf(env, { q: tx, act: work => work(tx) }, order);
      return (await inBulk(tx, stage, { batch: order.batch, alike }, play)) * alike;
    });
  const done = bulk
    ? await env.db.tx(inOne)
    : await whole(env.db, order, env, async () =>
        play(await stageOf(env, { q: env.db, act: env.db.tx }, order)),
      );
  return { dossiers: done, already: false };
}

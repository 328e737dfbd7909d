import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Applicant, applicantOf } from '../people/applicant.ts';
import { daysFrom, shareOut } from '../plan/calendar.ts';
import { type Plan, planDossier } from '../plan/plan-dossier.ts';
import { worlds } from '../plan/world.ts';
import { apply, faultsOf } from './apply.ts';
import { follow, nextAct, nextTime, type Running } from './next-act.ts';
import { queue } from './queue.ts';
import type { Stage } from './stage.ts';

export type Course = {
  dossiers: number;
  /** First and last local day on which somebody applies. */
  from: string;
  to: string;
  /** Nothing happens after this. */
  until: Date;
  /** Answers are held against their form before they are sent. */
  check: boolean;
  /** Of each application so many, each a dossier of its own. */
  alike: number;
  /** Full names of communes from which many more come. */
  crowded: readonly string[];
  /** Days at the end in which more come. */
  rush: number;
  /** Accounts in whose names some are made. */
  applicants: readonly Applicant[];
};

/** The plans of one day, in the order of their time. */
async function plansOf(
  stage: Stage,
  world: ReturnType<typeof worlds>,
  day: string,
  first: number,
  count: number,
  { alike, applicants, dossiers }: Course,
) {
  if (!count) return [];
  const today = await world.on(day);
  const planOf = (n: number) => planDossier(stage.seed, n, day, today, applicantOf(applicants, dossiers, n));
  // Each has its own chance, which says the same to all that are alike.
  const plans = Array.from({ length: count * alike }, (_, i) => ({
    ...planOf(first + Math.floor(i / alike)),
    n: (first - 1) * alike + i + 1,
  }));
  return plans.sort((a, b) => a.at.getTime() - b.at.getTime() || a.n - b.n);
}

async function begin(stage: Stage, plan: Plan, check: boolean): Promise<Running> {
  const faults = check ? await faultsOf(stage, plan) : [];
  if (faults.length)
    throw new Error(
      `plan ${plan.n} of ${plan.procedure.version.code}: ${JSON.stringify(faults)} ${JSON.stringify(plan.data)}`,
    );
  const dossier = await apply(stage, plan);
  const office = await findAgency(stage.q, dossier.agencyId, localDate(plan.at));
  return follow(stage, plan, dossier, office?.identifier ?? dossier.agencyId);
}

/**
 * Plays a whole province: everything that happens to all dossiers, in the order of time. `onProgress` hears how many have come in.
 * Returns how many came in.
 */
export async function run(
  stage: Stage,
  course: Course,
  onProgress: (done: number) => Promise<void>,
): Promise<number> {
  const days = daysFrom(course.from, course.to);
  const counts = shareOut(course.dossiers / course.alike, days, course.rush);
  const world = worlds(stage.env.db, course.crowded, stage.spanOf);
  const events = queue<Running>();
  const until = course.until.getTime();
  let done = 0;
  const next = async (running: Running, at: Date | null) => {
    if (at && at.getTime() <= until) events.push(at, running.plan.n, running);
    else await stage.finished(running.dossierId);
  };
  /** Lets happen what happens before `to`. */
  const pass = async (to: number) => {
    while ((events.first() ?? Number.POSITIVE_INFINITY) <= to) {
      const event = events.pop();
      if (event) await next(event.value, await nextAct(stage, event.value, event.at));
    }
  };
  let first = 1;
  for (const [i, day] of days.entries()) {
    const count = counts[i] ?? 0;
    for (const plan of await plansOf(stage, world, day, first, count, course)) {
      if (plan.at.getTime() > until) continue;
      await pass(plan.at.getTime());
      const running = await begin(stage, plan, course.check);
      await next(running, await nextTime(stage, running, plan.at));
      done++;
    }
    first += count;
    await onProgress(done);
  }
  await pass(until);
  await onProgress(done);
  return done;
}

import { ESCALATION_REF } from '#engines/cases';
import { isNever, type LiveTask, listHeld, unattendedSteps } from '#engines/work';
import { type Calendar, dueAt, workingMinutes } from '#engines/worktime';
import { dayAfter, localInstant } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { WORK } from '../people.ts';
import { type OpenStep, type Pace, paceOf, type Risk, risksOf } from './forecast.ts';
import type { Led } from './led.ts';
import { paceDays, type Worker, type Workload } from './workload.ts';

/** More open steps than that are not looked at: the most urgent are among them. */
const MOST = 500;
/** `back`: of what was given to nobody, and nobody who is there may do: when the first is there again. */
export type Step = OpenStep & { task: LiveTask; back: Date | null };

/** The end of the next day on which somebody works. */
export const endOfNextDay = (now: Date, calendar: Calendar): Date =>
  dueAt(now, { n: 1, unit: 'working-day' }, calendar);

/** Working minutes of the days over which the pace is counted. */
function paceTime(now: Date, calendar: Calendar): number {
  const { from, to } = paceDays(now);
  return workingMinutes(localInstant(from), localInstant(dayAfter(to)), calendar);
}

function pacesOf(workers: readonly Worker[], now: Date, calendar: Calendar) {
  const time = paceTime(now, calendar);
  const done = workers.reduce((n, w) => n + w.done, 0);
  const minutes = workers.reduce((n, w) => n + w.done * (w.average ?? 0), 0);
  const busy = workers.filter(w => w.done > 0).length;
  const ofAgency = paceOf({ done, minutes }, time, 'agency', busy);
  const own = new Map(
    workers.map(w => [
      w.accountId,
      paceOf({ done: w.done, minutes: w.done * (w.average ?? 0) }, time, 'person'),
    ]),
  );
  return (worker: string | null): Pace | null => (worker ? own.get(worker) : null) ?? ofAgency;
}

/** Whoever holds a post that nobody holds: there at no time. */
export const VACANT = 'vacant';
const NEVER = new Date(8.64e15);

/** With whom a step lies: the one person who holds its post; what several hold is everybody's. */
function workerOf(task: LiveTask, { workers, stranded }: Workload): string | null {
  if (stranded.some(s => s.postId === task.postId)) return VACANT;
  const holders = workers.filter(w => w.posts.some(p => p.postId === task.postId));
  return holders.length === 1 ? (holders[0]?.accountId ?? null) : null;
}

/** When somebody who is away is there again; null for who is there. */
const backOf = ({ hindrance }: Pick<Worker, 'hindrance'>): Date | null =>
  hindrance?.kind === 'away' ? localInstant(dayAfter(hindrance.until)) : null;

/** Whether somebody acts in a step for whom it lies with. */
const isActedIn = ({ task }: Step, worker: Worker): boolean =>
  worker.hindrance?.acting.some(s => s.postId === task.postId && s.permission === task.permission) ?? false;

/** When one who could do a step is there again; null where one is. What somebody passed on is done by who acts for him. */
function backFor(step: Step, { workers }: Workload): Date | null {
  if (step.worker === VACANT) return NEVER;
  if (step.back) return step.back;
  const holders = workers.filter(w => w.posts.some(p => p.postId === step.task.postId));
  const days = holders.map(w => (isActedIn(step, w) ? null : backOf(w)));
  if (days.includes(null)) return null;
  return days.reduce((first, day) => (first && day && first < day ? first : day), null);
}

/**
 * Open steps of an agency that are due by an instant, those that lie with people who are away until they are back, those given to nobody
 * that nobody may do before one is back, or at all, and all at posts that nobody holds.
 */
async function stepsFor(ctx: Ctx, led: Led, workload: Workload, until: Date): Promise<Step[]> {
  const { workers, stranded } = workload;
  const held = (more: { dueBefore: Date; postIds?: string[] }) =>
    listHeld(ctx.db, { agencyIds: [led.id], except: ESCALATION_REF, ...more }, { limit: MOST, offset: 0 });
  const away = workers.flatMap(w => {
    const back = backOf(w);
    return back && back > until ? [{ dueBefore: back, postIds: w.posts.map(p => p.postId) }] : [];
  });
  const vacant = stranded.length ? [{ dueBefore: NEVER, postIds: stranded.map(s => s.postId) }] : [];
  const found = await Promise.all(
    [{ dueBefore: new Date(until.getTime() + 1) }, ...away, ...vacant].map(held),
  );
  const asked = { agencyId: led.id, permissions: WORK, except: ESCALATION_REF };
  const unattended = await unattendedSteps(ctx.db, asked, ctx.clock.now(), MOST);
  const backs = new Map(unattended.map(({ id, back }) => [id, back]));
  const tasks = new Map([...found.flat(), ...unattended].map(task => [task.id, task]));
  return [...tasks.values()].flatMap(task => {
    const { id, dueAt } = task;
    return dueAt ? [{ id, dueAt, worker: workerOf(task, workload), task, back: backs.get(id) ?? null }] : [];
  });
}

/**
 * The steps of an agency that are due by the end of the next working day, or before who holds them is back, and will probably be late; with
 * nobody at their post they will be, whenever they are due.
 */
export async function forecastFor(
  ctx: Ctx,
  led: Led,
  workload: Workload,
  calendar: Calendar,
): Promise<Risk<Step>[]> {
  const { workers } = workload;
  const now = ctx.clock.now();
  const until = endOfNextDay(now, calendar);
  const there = workers.filter(w => !w.hindrance);
  return risksOf(await stepsFor(ctx, led, workload, until), {
    now,
    until,
    calendar,
    paceOf: pacesOf(workers, now, calendar),
    handsOf: worker => (worker ? 1 : there.length),
    backOf: step => backFor(step, workload),
  });
}

/** How many of these were given to nobody, and nobody who is there may do them in time; and how many nobody may do at all. */
export function unattendedAmong(risks: readonly Risk<Step>[]): { away: number; unable: number } {
  const backs = risks.flatMap(({ step }) => step.back ?? []);
  const unable = backs.filter(isNever).length;
  return { away: backs.length - unable, unable };
}

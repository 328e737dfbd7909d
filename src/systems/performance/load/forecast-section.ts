import { ESCALATION_REF } from '#engines/cases';
import { type LiveTask, listHeld } from '#engines/work';
import { type Calendar, dueAt, spanText, workingMinutes } from '#engines/worktime';
import { dayAfter, formatDate, formatDateTime, localDate, localInstant } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';
import { type OpenStep, type Pace, paceOf, type Risk, risksOf } from './forecast.ts';
import type { Led } from './led.ts';
import { paceDays, type Worker, type Workload } from './workload.ts';

/** More open steps than that are not looked at: the most urgent are among them. */
const MOST = 500;
const DAY_MINUTES = 480;

type Step = OpenStep & { task: LiveTask };

/** The end of the next day on which somebody works. */
const endOfNextDay = (now: Date, calendar: Calendar): Date =>
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
const VACANT = 'vacant';
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

/**
 * Open steps of an agency that are due by an instant, those that lie with people who are away until they are back, and all at posts that
 * nobody holds.
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
  const tasks = new Map(found.flat().map(task => [task.id, task]));
  return [...tasks.values()].flatMap(task =>
    task.dueAt ? [{ id: task.id, dueAt: task.dueAt, worker: workerOf(task, workload), task }] : [],
  );
}

/**
 * The steps of an agency that are due by the end of the next working day, or before who holds them is back, and will probably be late; with
 * nobody at their post they will be, whenever they are due.
 */
async function forecastFor(
  ctx: Ctx,
  led: Led,
  workload: Workload,
  calendar: Calendar,
): Promise<Risk<Step>[]> {
  const { workers } = workload;
  const now = ctx.clock.now();
  const until = endOfNextDay(now, calendar);
  const there = workers.filter(w => !w.hindrance);
  const byId = new Map(workers.map(w => [w.accountId, w]));
  return risksOf(await stepsFor(ctx, led, workload, until), {
    now,
    until,
    calendar,
    paceOf: pacesOf(workers, now, calendar),
    handsOf: worker => (worker ? 1 : there.length),
    backOf: step => {
      if (step.worker === VACANT) return NEVER;
      const worker = step.worker === null ? undefined : byId.get(step.worker);
      // What somebody passed on is done by who acts for him.
      return worker && !isActedIn(step, worker) ? backOf(worker) : null;
    },
  });
}

function why({ t }: Ctx, risk: Risk<Step>, worker: Worker | undefined): string {
  const { before, hands, pace, needed, left } = risk;
  if (risk.step.worker === VACANT) return t('performance.forecast.why-vacant');
  const name = worker?.name ?? '';
  const until = worker?.hindrance ? formatDate(worker.hindrance.until) : '';
  if (!pace) return t(`performance.forecast.${worker ? 'why-away' : 'why-nobody'}`, { name, until });
  const span = (minutes: number) => spanText(Math.round(minutes), DAY_MINUTES, t);
  const words = { name, before, hands, pace: span(pace.minutes), left: span(left) };
  const key = before === 0 ? 'why-first' : name ? 'why-own' : 'why-pool';
  return t(`performance.forecast.${key}`, { ...words, needed: span(needed) });
}

/** Which day it is of those that are near. */
const nearDay = ({ t }: Ctx, dueAt: Date, today: string, next: string): Html | false => {
  const day = localDate(dueAt);
  const key = day === today ? 'today' : day <= next ? 'next-day' : null;
  return key !== null && html`<small>${t(`performance.forecast.${key}`)}</small>`;
};

/** Which steps will probably be late by the end of the next working day, and why that is thought. */
export async function forecastSection(
  ctx: Ctx,
  led: Led,
  workload: Workload,
  calendar: Calendar,
): Promise<Html> {
  const { t } = ctx;
  const risks = await forecastFor(ctx, led, workload, calendar);
  const now = ctx.clock.now();
  const [today, next] = [localDate(now), localDate(endOfNextDay(now, calendar))];
  const workerWith = (risk: Risk<Step>) => workload.workers.find(w => w.accountId === risk.step.worker);
  return html`<section><h2>${t('performance.forecast.title')}</h2>
<p class="q">${t('performance.forecast.how')}</p>
${
  risks.length
    ? scrollTable({
        caption: t('performance.forecast.title'),
        captionHidden: true,
        rowHeader: 1,
        columns: [
          { label: t('performance.list.step') },
          { label: t('performance.list.code') },
          { label: t('performance.col.person') },
          { label: t('performance.list.due') },
          { label: t('performance.rehearsal.why') },
        ],
        rows: risks.map(risk => [
          risk.step.task.title.step,
          html`<a class="num" href="/can-bo/ho-so/${risk.step.task.subjectId}">${risk.step.task.title.code}</a>`,
          workerWith(risk)?.name ??
            t(risk.step.worker === VACANT ? 'performance.load.stranded' : 'performance.people.pool'),
          html`<span class="num nb">${formatDateTime(risk.step.dueAt)}</span>${nearDay(ctx, risk.step.dueAt, today, next)}`,
          why(ctx, risk, workerWith(risk)),
        ]),
      })
    : html`<p>${t('performance.forecast.none')}</p>`
}</section>`;
}

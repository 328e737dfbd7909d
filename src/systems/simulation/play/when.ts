import type { Dossier } from '#engines/cases';
import type { Task } from '#engines/work';
import { dueAt, loadCalendar, workingMinutes } from '#engines/worktime';
import { localInstant, localParts } from '#platform/clock';
import { dayLater } from '../plan/calendar.ts';
import type { Habit } from '../plan/habit.ts';
import type { Random } from '../plan/random.ts';
import type { Stage } from './stage.ts';

const LEAST_MINUTES = 12;
const MINUTE_MS = 60_000;
const FRIDAY = 5;

// In quarters of an hour: what a limit of working hours can say exactly.
const later = (at: Date, minutes: number, calendar: Parameters<typeof dueAt>[2]): Date =>
  dueAt(at, { n: Math.ceil(minutes / 15) / 4, unit: 'working-hour' }, calendar);

/** When the office does the next thing: by its habit, in its hours. `late`: not before the step's time is over. */
export async function whenOfficeActs(
  stage: Stage,
  random: Random,
  habit: Habit,
  dossier: Dossier,
  task: Pick<Task, 'agencyId' | 'dueAt'>,
  at: Date,
  late: boolean,
): Promise<Date> {
  const calendar = await loadCalendar(stage.q, task.agencyId, at);
  const due = late ? dossier.dueAt : (task.dueAt ?? dossier.dueAt);
  const left = due > at ? workingMinutes(at, due, calendar) : 0;
  if (late) return later(at, left + random.int(60, 2_400), calendar);
  if (left <= 0) return later(at, random.int(30, 900), calendar);
  const share = habit.from + random.next() * (habit.to - habit.from);
  const then = later(at, Math.max(LEAST_MINUTES, Math.round(left * share)), calendar);
  const { weekday } = localParts(then);
  if (habit.kind !== 'piling' || weekday >= FRIDAY || weekday === 0 || !random.chance(0.6)) return then;
  // Signed on Friday afternoon with all the rest of the week.
  const friday = localInstant(dayLater(then, FRIDAY - weekday), '15:00');
  const piled = later(friday, random.int(1, 110), calendar);
  return piled < due ? piled : then;
}

/** When somebody comes to the counter of an office: some days later, while it is open. */
export async function whenPersonActs(
  stage: Stage,
  random: Random,
  { receivedBy }: Pick<Dossier, 'receivedBy'>,
  at: Date,
  [from, to]: readonly [number, number],
): Promise<Date> {
  const day = dayLater(at, random.int(from, to));
  const minute = random.int(7 * 60 + 40, 16 * 60 + 30);
  const wished = new Date(localInstant(day, '00:00').getTime() + minute * 60_000);
  const then = wished > at ? wished : new Date(at.getTime() + random.int(20, 300) * 60_000);
  const calendar = await loadCalendar(stage.q, receivedBy, then);
  const open = workingMinutes(new Date(then.getTime() - MINUTE_MS), then, calendar) > 0;
  // Who stands before a closed door comes again when it opens, and waits a little.
  return open ? then : later(then, random.int(15, 120), calendar);
}

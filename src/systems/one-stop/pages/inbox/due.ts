import { waitsForOwner } from '#engines/cases';
import type { Task } from '#engines/work';
import { type Calendar, type Counted, deadline, deadlineText } from '#engines/worktime';
import { formatDate, formatDateTime, formatTime, localDate, localParts } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, status } from '#ui';

/** `23/11`; of another year than this one with its year. */
const dayShown = (at: Date, now: Date): string =>
  localParts(at).year === localParts(now).year ? formatDate(at).slice(0, 5) : formatDate(at);

/** Why a task has no due time; who waits for his result and `owes` its fee gets it when that is paid. */
const undueKey = (task: Task, owes: boolean): string =>
  !waitsForOwner(task) ? 'one-stop.no-due' : owes ? 'one-stop.waits-for-fee' : 'one-stop.waits-for-owner';

/**
 * How what is left of a task is counted: one that is due with its dossier as that, from the first day that counts; one with a time of its
 * own from now.
 */
export const countedOf = (
  task: Pick<Task, 'dueAt'>,
  limit: (Counted & { dueAt: Date }) | undefined,
): Counted | undefined =>
  limit && limit.dueAt.getTime() !== task.dueAt?.getTime() ? { unit: limit.unit } : limit;

/** When a task is due, with colour and words: `Còn 2 giờ`, below it `T2 23/11 15:10`; today is named. Of one that waits: `since` when. */
export function dueCell(
  task: Task,
  calendar: Calendar,
  counted: Counted | undefined,
  ctx: Ctx,
  now: Date,
  since: Date | undefined,
  owes: boolean,
): Html | string {
  const { t } = ctx;
  if (!task.dueAt) return t(undueKey(task, owes));
  if (task.state === 'suspended')
    return html`${status('hold', t('one-stop.waiting'))}${since && html`<small class="num">${t('one-stop.waiting-since', { since: formatDateTime(since) })}</small>`}`;
  const d = deadline(now, task.dueAt, calendar, null, counted);
  const today = localDate(now) === localDate(task.dueAt);
  const day = today
    ? t('one-stop.today', { time: formatTime(task.dueAt) })
    : `${t(`worktime.weekday.${localParts(task.dueAt).weekday}`)} ${dayShown(task.dueAt, now)} ${formatTime(task.dueAt)}`;
  return html`${status(d.state === 'paused' ? 'hold' : d.state, deadlineText(d, calendar, t))}<small class="num">${day}</small>`;
}

/** What is left of a task's time, in words alone. */
export function dueWords(
  task: Task,
  calendar: Calendar,
  counted: Counted | undefined,
  ctx: Ctx,
  now: Date,
  owes: boolean,
): string {
  const { t } = ctx;
  if (!task.dueAt) return t(undueKey(task, owes));
  if (task.state === 'suspended') return t('one-stop.waiting');
  return deadlineText(deadline(now, task.dueAt, calendar, null, counted), calendar, t);
}

/** Working hours until a task is due, less than 0 when it is late; null of one that waits or has no time. */
export const hoursLeft = (
  task: Task,
  calendar: Calendar,
  counted: Counted | undefined,
  now: Date,
): number | null =>
  task.dueAt && task.state !== 'suspended'
    ? Math.round(deadline(now, task.dueAt, calendar, null, counted).minutes / 6) / 10
    : null;

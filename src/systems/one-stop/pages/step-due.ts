import { type Story, sharedMinutes, shareOf } from '#engines/cases';
import type { Task } from '#engines/work';
import { hoursText } from '#engines/worktime';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';

/** When a step is due, and why then: its part of the working time from its beginning to the dossier's due time. */
export function stepDue({ t }: Ctx, story: Story, task: Task): Html | null {
  const share = shareOf(task);
  if (!task.dueAt || share === null) return null;
  const due = formatDateTime(task.dueAt);
  const { dossier, explanation } = story;
  const began = localDate(task.createdAt);
  // The limit does not count the day of reception; who works on it that day uses time of his step.
  const fromReceipt = explanation.days.some(
    day => (day.kind === 'deferred' || day.kind === 'received') && day.counted === 0 && day.date >= began,
  );
  return html`<p class="q">${
    share < 1
      ? t(fromReceipt ? 'one-stop.step.due-share-receipt' : 'one-stop.step.due-share', {
          due,
          own: hoursText(sharedMinutes(task.createdAt, task.dueAt, story), t),
          from: formatDateTime(task.createdAt),
          end: formatDateTime(dossier.dueAt),
          span: hoursText(sharedMinutes(task.createdAt, dossier.dueAt, story), t),
        })
      : t('one-stop.step.due-all', { due })
  }</p>`;
}

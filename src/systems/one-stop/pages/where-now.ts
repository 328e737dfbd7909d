import { isOpen, type Story, taskKind } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, status, vietnamese, withVietnamese } from '#ui';

/** No step is open: whose answer the process waits for, since when and until when; or for which hour. */
function awaitedNow({ questions, waitsUntil }: Story, now: Date, ctx: Ctx): Html | null {
  const { t } = ctx;
  const open = questions.filter(isOpen);
  if (waitsUntil)
    return html`<ul class="where"><li>${t('one-stop.awaits-hour', { until: formatDateTime(waitsUntil) })}</li></ul>`;
  if (!open.length) return null;
  return html`<ul class="where">${open.map(asked => {
    const since = formatDateTime(asked.askedAt);
    const due = asked.dueAt ? formatDateTime(asked.dueAt) : '';
    const who = asked.toAgency ? (asked.agencyName ?? '') : t('one-stop.awaits.applicant');
    return html`<li>${withVietnamese(t, due ? 'one-stop.awaits-due' : 'one-stop.awaits', { who }, { since, due })}${asked.dueAt && asked.dueAt < now && html` ${status('late', t('one-stop.now-late'))}`}</li>`;
  })}</ul>`;
}

/** At which steps it is, with whom, and until when: what the drawing does not say. */
export function whereNow(s: Story, held: boolean, ctx: Ctx): Html | null {
  const { t } = ctx;
  const steps = (list: Story['tasks']) => list.filter(task => taskKind(task) !== 'notice');
  const open = steps(s.tasks);
  const tasks = open.length ? open : steps(s.waiting);
  const now = ctx.clock.now();
  const { closedAt, processState } = s.dossier;
  const over = closedAt ?? (processState.end && s.explanation.ended?.at);
  if (!tasks.length && over)
    return html`<p>${t(`one-stop.process.ended${held ? '-held' : ''}`, { at: formatDateTime(over) })}</p>`;
  if (!tasks.length) return awaitedNow(s, now, ctx);
  const from = s.pauses.find(p => p.to === null)?.from;
  const { paused } = s.dossier;
  return html`${!open.length && paused && from && html`<p>${t(`one-stop.waits.${paused}`, { since: formatDateTime(from) })}</p>`}<ul class="where">${tasks.map(
    task => {
      const since = formatDateTime(task.createdAt);
      const due = task.dueAt && task.state === 'open' ? formatDateTime(task.dueAt) : '';
      return html`<li><b>${vietnamese(t, task.title.step)}</b>\u00a0${withVietnamese(t, due ? 'one-stop.now-at-due' : 'one-stop.now-at', { agency: task.agencyName }, { since, due })}${due && task.dueAt && task.dueAt < now && html` ${status('late', t('one-stop.now-late'))}`}</li>`;
    },
  )}</ul>`;
}

import { assignable, mayAct } from '#engines/cases';
import type { Task } from '#engines/work';
import type { Ctx } from '#platform/http';
import { details, type Html, html, withVietnamese } from '#ui';
import { broughtPath } from '../counter/brought/load.ts';
import { type LoadedDossier, pathOf } from './load.ts';

/** What else the reader may do with a dossier, each on a page of its own; null where there is nothing. */
export function handlingLinks(
  ctx: Ctx,
  view: LoadedDossier & {
    tasks: readonly Task[];
    acts: readonly string[];
    apologised: boolean;
    ownStop: boolean;
  },
): Html | null {
  const { t } = ctx;
  const { dossier, facts, asker, tasks, acts } = view;
  const base = pathOf(dossier);
  const may = (action: Parameters<typeof mayAct>[1]) => mayAct(asker, action, facts);
  const link = (path: string, key: string) => html`<li><a href="${base}/${path}">${t(key)}</a></li>`;
  const atCounter = (path: string, act: string) =>
    html`<li><a href="${broughtPath(dossier)}/${path}">${t(`one-stop.brought.${act}`)}</a></li>`;
  const givable = assignable(asker, facts).flatMap(a => tasks.find(task => task.id === a.taskId) ?? []);
  const items = [
    acts.includes('consult') && may('consult') && link('hoi-y-kien', 'one-stop.consult.title'),
    ...givable.map(
      task =>
        html`<li><a href="${base}/giao/${task.id}">${withVietnamese(t, 'one-stop.assign.title', { step: task.title.step })}</a></li>`,
    ),
    acts.includes('transfer') &&
      !dossier.paused &&
      may('transfer') &&
      link('chuyen', 'one-stop.transfer.title'),
    acts.includes('apologise') &&
      !view.apologised &&
      may('apologise') &&
      link('xin-loi', 'one-stop.apology.title'),
    acts.includes('stop') &&
      may('stop') &&
      (view.ownStop ? html`<li>${t('one-stop.stop.own')}</li>` : link('dung', 'one-stop.stop.title')),
    ...(['supplement', 'withdraw'] as const).map(
      act => acts.includes(act) && may(act) && atCounter(act === 'supplement' ? 'bo-sung' : 'rut', act),
    ),
  ].filter(item => item !== false);
  return items.length
    ? details({ summary: t('one-stop.more-acts') }, html`<ul class="plain">${items}</ul>`)
    : null;
}

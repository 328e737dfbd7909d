import {
  askerOf,
  type Dossier,
  doable,
  factsOf,
  handOverSteps,
  isNewPaper,
  loadProcedure,
} from '#engines/cases';
import { agencyAsOf } from '#engines/organisation';
import { openTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, type Html, html } from '#ui';
import { handOverPath } from './form.ts';

/** At which counters results of a dossier wait to be handed over, and for who keeps the step the way to it; null where none waits. `focus`: where the cursor is. */
export async function handOverWaits(ctx: Ctx, dossier: Dossier, focus = false): Promise<Html | null> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const tasks = await openTasks(db, dossier.id);
  if (!tasks.length) return null;
  const counter = handOverSteps(await loadProcedure(db, dossier), tasks);
  const facing = counter.length ? doable(askerOf(ctx.visitor), await factsOf(db, dossier, now)) : [];
  const lines: Html[] = [];
  for (const task of counter) {
    const office = (await agencyAsOf(db, task.agencyId, localDate(now))).name;
    lines.push(
      html`<p>${t(isNewPaper(task) ? 'one-stop.hand-over.paper-waits' : 'one-stop.hand-over.waits', { office })}</p>${
        facing.some(f => f.taskId === task.id) &&
        html`<p>${button({ label: t('one-stop.hand-over.go'), href: handOverPath(dossier, task), focus: focus && task === counter[0] })}</p>`
      }`,
    );
  }
  return lines.length ? html`${lines}` : null;
}

import { type IncidentOf, listIncidents, loadProcedure } from '#engines/cases';
import { listTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { incidentPath } from './words.ts';

/**
 * What came of an incident that is settled: where the steps of its dossier lie now, or that it stands still again; not whose dossier it is.
 */
export async function liesNow(ctx: Ctx, { dossier }: IncidentOf): Promise<Html> {
  const { t } = ctx;
  if (dossier.closedAt) return html`${t('administration.incident.meanwhile-closed')}`;
  const again = (await listIncidents(ctx.db, dossier.id)).find(i => !i.settledAt);
  const anew =
    again && html`<a href="${incidentPath(again.id)}">${t('administration.incident.stands-again')}</a>`;
  const live = (await listTasks(ctx.db, dossier.id)).filter(
    ({ state }) => state === 'open' || state === 'suspended',
  );
  if (!live.length) return anew ?? html`${t('administration.incident.went-on')}`;
  const { graph } = await loadProcedure(ctx.db, dossier);
  const day = localDate(ctx.clock.now());
  const names = await agencyNames(
    ctx,
    live.map(task => task.agencyId),
    day,
  );
  const places = live.map(task =>
    t('administration.incident.lies-at', {
      step: graph.nodes.get(task.elementId)?.name || task.title.step,
      agency: names.get(task.agencyId) ?? '',
    }),
  );
  return html`${anew && html`${anew}<br>`}${t('administration.incident.lies')}${places.map(place => html`<br>${place}`)}`;
}

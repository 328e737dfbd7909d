import { findIncidents, type IncidentOf } from '#engines/cases';
import { formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, queryText, type Route } from '#platform/http';
import { emptyState, type Html, html, pages, scrollTable, withQuery } from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { adminPage } from '../../view.ts';
import { movesTakenBack } from './gone/taken-back.ts';
import { settledMessages } from './settled-messages.ts';
import { INCIDENTS, incidentPath, incidentTabs, placesOfIncidents, standing } from './words.ts';

const PAGE_SIZE = 50;

async function table(ctx: Ctx, incidents: readonly IncidentOf[], settled: boolean): Promise<Html> {
  const { t } = ctx;
  const placeOf = await placesOfIncidents(ctx, incidents);
  const names = await agencyNames(
    ctx,
    incidents.map(i => i.dossier.agencyId),
    localDate(ctx.clock.now()),
  );
  return scrollTable({
    caption: t(`administration.incidents.title.${settled ? 'settled' : 'waiting'}`),
    captionHidden: true,
    list: true,
    rowHeader: 1,
    columns: [
      { label: t('administration.incident.state') },
      { label: t('administration.incident.dossier') },
      { label: t('administration.incident.what') },
      { label: t('administration.incident.agency') },
      { label: t(`administration.incident.${settled ? 'settled-at' : 'since'}`) },
    ],
    rows: incidents.map(i => {
      const { matter, step } = placeOf(i);
      return [
        standing(ctx, i),
        html`<a class="num nb" href="${incidentPath(i.id)}">${i.dossier.code}</a><small>${matter}</small>`,
        html`${t(`administration.incident.reason.${i.reason}`)}${step && html`<small>${step}</small>`}`,
        names.get(i.dossier.agencyId),
        html`<span class="num nb">${formatDateTime(i.settledAt ?? i.openedAt)}</span>`,
      ];
    }),
  });
}

/** Dossiers that the program cannot move on by itself. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const settled = queryText(ctx.req.query, 'xem') === 'da-xong';
  const n = pageNumber(ctx.req.query);
  const { incidents, more } = await findIncidents(ctx.db, ctx.visitor!, ctx.clock.now(), {
    settled,
    limit: PAGE_SIZE,
    offset: (n - 1) * PAGE_SIZE,
  });
  const messages = settled ? await settledMessages(ctx) : null;
  const takenBack = settled ? await movesTakenBack(ctx) : null;
  const list = settled ? 'settled' : 'waiting';
  return adminPage(
    ctx,
    { title: t(`administration.incidents.title.${list}`), active: 'incidents' },
    html`${await incidentTabs(ctx, list)}
<p>${t(`administration.incidents.about${settled ? '-settled' : ''}`)}</p>
${
  (incidents.length > 0 || !(messages || takenBack)) &&
  html`<section>${
    incidents.length
      ? await table(ctx, incidents, settled)
      : emptyState({ why: t(`administration.incidents.none${settled ? '-settled' : ''}`) })
  }
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + incidents.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: more ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}</section>`
}${takenBack}${messages}`,
  );
}

export const incidentsRoute: Route = {
  method: 'GET',
  path: INCIDENTS,
  rule: { permission: 'incident.manage' },
  handler: show,
};

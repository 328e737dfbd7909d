import {
  actorAt,
  askerOf,
  type DossierFacts,
  type IncidentOf,
  incidentFor,
  mayAct,
  mayRestart,
  retryIncident,
} from '#engines/cases';
import { formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { button, csrfField, details, doneAt, type Html, html, keyValues } from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { adminPage } from '../../view.ts';
import { incidentCrumbs } from './crumbs.ts';
import { fault } from './fault.ts';
import { liesNow } from './lies-now.ts';
import { lastMended, type Mended, mendedWords, tellingRoutes } from './second.ts';
import { INCIDENTS, incidentPath, isUnderWay, placesOfIncidents, standing } from './words.ts';

const rule = { permission: 'incident.manage' };

/** The incident of the address, and in which post the visitor mends it. Throws NotFound. */
export async function loadIncident(ctx: Ctx) {
  const at = ctx.clock.now();
  const { incident, facts } = await incidentFor(ctx.db, ctx.visitor!, ctx.req.params.id ?? '', at);
  return { incident, facts, actor: actorAt(ctx.visitor!, at, facts, 'incident.manage') };
}

/** Who let it run again last, or sent its dossier back to the first step; undefined where nobody did. */
const mendedLast = (ctx: Ctx, { id, dossier }: IncidentOf): Promise<Mended | undefined> =>
  lastMended(
    ctx,
    `dossier:${dossier.id}`,
    ['case.incident-retried', 'case.process-restarted'],
    entry => entry.body.incident === id,
  );

/** What whoever comes second reads of the incident of the address. */
export const ofIncident = {
  first: async (ctx: Ctx) => {
    const { incident } = await loadIncident(ctx);
    return incident.settledAt ? mendedLast(ctx, incident) : undefined;
  },
  href: (ctx: Ctx) => incidentPath(ctx.req.params.id ?? ''),
  typed: ['ly-do'],
};

/**
 * What happened, what that means for the applicant, and what can be done: for who has never seen such a page. Of one that is settled what
 * happened, and what came of it.
 */
async function explanation(ctx: Ctx, incident: IncidentOf): Promise<Html> {
  const { t } = ctx;
  const { reason, dossier, settledAt } = incident;
  const words = (key: string) => t(`administration.incident.${key}`);
  const row = (label: string, value: string | Html) => ({ label: words(`label.${label}`), value });
  const since = settledAt
    ? [row('now', await liesNow(ctx, incident))]
    : [
        row('now', words(`meanwhile${dossier.closedAt ? '-closed' : ''}`)),
        row('todo', words(`todo.${reason}`)),
      ];
  return html`<div class="box plain">${keyValues(t, [row('happened', words(`happened.${reason}`)), ...since])}</div>`;
}

async function facts(ctx: Ctx, incident: IncidentOf, who: DossierFacts): Promise<Html> {
  const { t } = ctx;
  const { dossier, job } = incident;
  const { matter, step } = (await placesOfIncidents(ctx, [incident]))(incident);
  const names = await agencyNames(ctx, [dossier.agencyId], localDate(ctx.clock.now()));
  const mended = await mendedLast(ctx, incident);
  const reads = mayAct(askerOf(ctx.visitor), 'read', who);
  const rows: Array<[string, string | Html | null | undefined]> = [
    [
      'dossier',
      reads
        ? html`<a class="num" href="/can-bo/ho-so/${dossier.id}">${dossier.code}</a>`
        : html`<span class="num">${dossier.code}</span>`,
    ],
    ['procedure', matter],
    ['step', step],
    ['agency', names.get(dossier.agencyId)],
    ['due', dossier.closedAt ? null : formatDateTime(dossier.dueAt)],
    ['since', formatDateTime(incident.openedAt)],
    ['failed', incident.failedAt > incident.openedAt ? formatDateTime(incident.failedAt) : null],
    ['retried', incident.retriedAt && formatDateTime(incident.retriedAt)],
    ['mended-by', mended && (await mendedWords(ctx, mended))],
    ['settled-at', incident.settledAt && formatDateTime(incident.settledAt)],
    ['error', fault(ctx, incident.error, job?.service)],
  ];
  return keyValues(
    t,
    rows.flatMap(([key, value]) => (value ? [{ label: t(`administration.incident.${key}`), value }] : [])),
  );
}

async function acts(ctx: Ctx, incident: IncidentOf): Promise<Html | null> {
  const { t } = ctx;
  if (incident.settledAt) return null;
  const path = incidentPath(incident.id);
  return html`<section><h2>${t('administration.incident.acts')}</h2>
${isUnderWay(incident) && html`<p>${t('administration.incident.under-way.about')}</p>`}
${
  incident.token !== null &&
  html`<form method="post" action="${path}/chay-lai">${csrfField(ctx)}<p>${button({ label: t('administration.incident.retry'), alt: isUnderWay(incident) })}</p></form>`
}
${
  (await mayRestart(ctx.db, incident.dossier)) &&
  details(
    { summary: t('administration.incident.restart'), open: incident.token === null },
    html`<p>${t('administration.incident.restart.about')}</p><p>${button({ label: t('administration.incident.restart.link'), href: `${path}/ve-dau`, alt: true })}</p>`,
  )
}</section>`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const { incident, facts: who } = await loadIncident(ctx);
  return adminPage(
    ctx,
    {
      title: t('administration.incident.title', { code: incident.dossier.code }),
      active: 'incidents',
      crumbs: incidentCrumbs(ctx),
    },
    html`<p class="row">${standing(ctx, incident)}<span>${t(`administration.incident.reason.${incident.reason}`)}</span></p>
${await explanation(ctx, incident)}
${await acts(ctx, incident)}
<section><h2>${t('administration.incident.facts')}</h2>${await facts(ctx, incident, who)}</section>`,
  );
}

/** Lets what failed run again: a worker does it, and the page says how it went. */
async function retry(ctx: Ctx): Promise<Answer> {
  const { incident, actor } = await loadIncident(ctx);
  const deps = { ledger: ctx.get(ledgerService) };
  await ctx.db.tx(tx => retryIncident(tx, deps, incident.id, actor));
  return redirect(doneAt(incidentPath(incident.id), 'incident-retried'));
}

export const incidentRoutes: readonly Route[] = [
  { method: 'GET', path: `${INCIDENTS}/:id`, rule, handler: show },
  ...tellingRoutes(ofIncident, [{ method: 'POST', path: `${INCIDENTS}/:id/chay-lai`, rule, handler: retry }]),
];

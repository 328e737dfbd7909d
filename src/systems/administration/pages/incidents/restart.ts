import { mayRestart, restartProcess } from '#engines/cases';
import { textField as posted, type Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { doneAt, errorOf, html, textArea, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { incidentCrumbs } from './crumbs.ts';
import { orTellWhoMended } from './second.ts';
import { loadIncident, ofIncident } from './show.ts';
import { INCIDENTS, incidentPath } from './words.ts';

const REASON = 'ly-do';
const LONGEST = 4000;

/** The last resort: the dossier goes back to its first step, in writing. */
export const restartRoutes: readonly Route[] = formRoutes({
  path: `${INCIDENTS}/:id/ve-dau`,
  permission: 'incident.manage',
  active: 'incidents',
  leave: true,
  load: async ctx => {
    const loaded = await loadIncident(ctx);
    const { dossier, settledAt } = loaded.incident;
    return { ...loaded, may: !settledAt && (await mayRestart(ctx.db, dossier)) };
  },
  over: (_, { incident, may }) => (may ? undefined : incidentPath(incident.id)),
  title: ctx => ctx.t('administration.incident.restart'),
  crumbs: (ctx, { incident }) => [
    ...incidentCrumbs(ctx),
    {
      href: incidentPath(incident.id),
      label: ctx.t('administration.incident.title', { code: incident.dossier.code }),
    },
  ],
  about: ctx => html`<p>${ctx.t('administration.incident.restart.about')}</p>`,
  fields: (ctx, _, errors) =>
    textArea(ctx.t, {
      name: REASON,
      label: ctx.t('administration.incident.restart.reason'),
      hint: ctx.t('administration.incident.restart.reason.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 3,
    }),
  button: 'administration.incident.restart.button',
  submit: async (ctx, { incident, actor }) => {
    const reason = posted(ctx.req.body, REASON);
    if (reason.length < 10 || reason.length > LONGEST)
      return [{ path: REASON, message: ctx.t('administration.incident.restart.reason.wrong') }];
    const deps = { ledger: ctx.get(ledgerService) };
    return orTellWhoMended(ctx, ofIncident, async () => {
      await ctx.db.tx(tx => restartProcess(tx, deps, { incidentId: incident.id, reason }, actor));
      return doneAt(incidentPath(incident.id), 'process-restarted');
    });
  },
  otherwise: REASON,
});

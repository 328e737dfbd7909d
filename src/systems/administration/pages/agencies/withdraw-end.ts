import { actOf, findAccount } from '#engines/identity';
import { correctAgency } from '#engines/organisation';
import { dayBefore, formatDate, formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { doneAt, errorOf, html, note } from '#ui';
import { endsAgency } from '../../ending-power.ts';
import { formRoutes } from '../../form-page.ts';
import { tellLeaders, toldOfEnd } from '../../tell-leaders.ts';
import { adminPage, ROOT } from '../../view.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const LAST = 'ngay-cuoi';

/** The last local day of an agency that is to end, while that day has not passed. */
export function endToCome(ctx: Ctx, { versions }: Pick<LoadedAgency, 'versions'>): string | undefined {
  const to = versions.at(-1)?.to;
  return to && to > localDate(ctx.clock.now()) ? dayBefore(to) : undefined;
}

/** `last`: null once the end was withdrawn, of which `gone` tells. */
type Loaded = LoadedAgency & { last: string | null; gone: string };

/** Who withdrew the end of an agency last, and when, in a sentence; undefined where none was. */
async function withdrawnBy(ctx: Ctx, { id, agency }: LoadedAgency): Promise<string | undefined> {
  const story = await ctx
    .get(ledgerService)
    .history(ctx.db, `agency:${id}`, ['organisation.agency-corrected']);
  const entry = story.findLast(e => (e.body.changes as { to?: unknown } | undefined)?.to === null);
  if (!entry) return undefined;
  return ctx.t('administration.agency.resume.gone', {
    agency: agency.name,
    who: (entry.actor && (await findAccount(ctx.db, entry.actor))?.name) || '–',
    at: formatDateTime(entry.at),
  });
}

/** Throws NotFound where no end is to come and none was withdrawn, or the visitor does not stand above the agency. */
async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadAgency(ctx);
  if (!(await endsAgency(ctx, loaded.id))) throw NotFound();
  const last = endToCome(ctx, loaded) ?? null;
  const gone = last ? '' : await withdrawnBy(ctx, loaded);
  if (gone === undefined) throw NotFound();
  return { ...loaded, last, gone };
}

/** An end that was recorded is withdrawn before its day: the agency goes on as if it had not been. */
export const withdrawEndRoutes: readonly Route[] = formRoutes<Loaded>({
  path: `${ROOT}/co-quan/:id/rut-ket-thuc`,
  permission: 'organisation.manage',
  active: 'agencies',
  leave: true,
  load,
  title: ctx => ctx.t('administration.agency.resume'),
  crumbs: (ctx, { agency }) => agencyCrumbs(ctx, agency),
  without: (_, { last }) => !last,
  about: (ctx, { agency, last, gone }) =>
    !last
      ? note(gone)
      : html`<p>${ctx.t('administration.agency.resume.about', { agency: agency.name, day: formatDate(last) })}</p>`,
  // Which end was seen goes along: another that was recorded meanwhile stays.
  fields: (_, { last }, errors) => {
    const message = errorOf(errors, LAST);
    return html`<input type="hidden" name="${LAST}" value="${last ?? ''}">${message && html`<p class="msg" id="f-${LAST}" tabindex="-1">${message}</p>`}`;
  },
  button: 'administration.agency.resume.button',
  submit: async (ctx, { id, agency, last, gone, versions }) => {
    // Pressed after somebody else's: done is what was wanted, and by whom.
    if (!last) {
      const title = ctx.t('administration.agency.resume');
      const view = { title, active: 'agencies' as const, crumbs: agencyCrumbs(ctx, agency) };
      return adminPage(ctx, view, html`<div role="status">${note(gone)}</div>`);
    }
    if (posted(ctx.req.body, LAST) !== last)
      return [{ path: LAST, message: ctx.t('administration.agency.resume.other') }];
    const version = versions.at(-1);
    if (!version) throw NotFound();
    const act = actOf(ctx, 'organisation.manage');
    await ctx.db.tx(async tx => {
      await correctAgency(tx, id, version.versionId, { to: null }, act);
      const params = { agency: agency.name, last: formatDate(last) };
      await tellLeaders(tx, id, await toldOfEnd(tx, id, act.at), 'end-withdrawn', params, act);
    });
    return doneAt(agencyPath(id), 'agency-resumed');
  },
  otherwise: LAST,
});

import { actOf } from '#engines/identity';
import { correctAgency } from '#engines/organisation';
import { dayBefore, formatDate, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { doneAt, errorOf, html } from '#ui';
import { endsAgency } from '../../ending-power.ts';
import { formRoutes } from '../../form-page.ts';
import { leadersOf, tellLeaders } from '../../tell-leaders.ts';
import { ROOT } from '../../view.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const LAST = 'ngay-cuoi';

/** The last local day of an agency that is to end, while that day has not passed. */
export function endToCome(ctx: Ctx, { versions }: Pick<LoadedAgency, 'versions'>): string | undefined {
  const to = versions.at(-1)?.to;
  return to && to > localDate(ctx.clock.now()) ? dayBefore(to) : undefined;
}

type Loaded = LoadedAgency & { last: string };

/** Throws NotFound where no end is to come (any more), or the visitor does not stand above the agency. */
async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadAgency(ctx);
  const last = endToCome(ctx, loaded);
  if (!last || !(await endsAgency(ctx, loaded.id))) throw NotFound();
  return { ...loaded, last };
}

/** An end that was recorded is withdrawn before its day: the agency goes on as if it had not been. */
export const withdrawEndRoutes: readonly Route[] = formRoutes<Loaded>({
  path: `${ROOT}/co-quan/:id/rut-ket-thuc`,
  permission: 'organisation.manage',
  active: 'agencies',
  load,
  title: ctx => ctx.t('administration.agency.resume'),
  crumbs: (ctx, { agency }) => agencyCrumbs(ctx, agency),
  about: (ctx, { agency, last }) =>
    html`<p>${ctx.t('administration.agency.resume.about', { agency: agency.name, day: formatDate(last) })}</p>`,
  // Which end was seen goes along: another that was recorded meanwhile stays.
  fields: (_, { last }, errors) => {
    const message = errorOf(errors, LAST);
    return html`<input type="hidden" name="${LAST}" value="${last}">${message && html`<p class="msg" id="f-${LAST}" tabindex="-1">${message}</p>`}`;
  },
  button: 'administration.agency.resume.button',
  submit: async (ctx, { id, agency, last, versions }) => {
    if (posted(ctx.req.body, LAST) !== last)
      return [{ path: LAST, message: ctx.t('administration.agency.resume.other') }];
    const version = versions.at(-1);
    if (!version) throw NotFound();
    const act = actOf(ctx, 'organisation.manage');
    await ctx.db.tx(async tx => {
      await correctAgency(tx, id, version.versionId, { to: null }, act);
      const params = { agency: agency.name, last: formatDate(last) };
      await tellLeaders(tx, id, await leadersOf(tx, id, act.at), 'end-withdrawn', params, act);
    });
    return doneAt(agencyPath(id), 'agency-resumed');
  },
  otherwise: LAST,
});

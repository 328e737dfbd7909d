import { actOf } from '#engines/identity';
import { type Agency, withdrawAgency } from '#engines/organisation';
import { dayBefore, formatDate, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx, Route } from '#platform/http';
import { doneAt, errorOf, html, keyValues, periodText } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { ROOT } from '../../view.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const FIELD = 'giai-doan';

/** Whether what a version says has not come to be yet: until then it can be called off. */
export const isToCome = (ctx: Ctx, { from }: Agency): boolean => from > localDate(ctx.clock.now());

type Loaded = LoadedAgency & { version: Agency; before: Agency | undefined };

async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadAgency(ctx);
  const version = loaded.versions.find(v => v.versionId === ctx.req.params.version);
  if (!version) throw NotFound();
  return { ...loaded, version, before: loaded.versions.find(v => v.to === version.from) };
}

/** A change, or a new agency, that is called off before its day. */
export const withdrawAgencyRoutes: readonly Route[] = formRoutes<Loaded>({
  path: `${ROOT}/co-quan/:id/huy/:version`,
  permission: 'organisation.manage',
  active: 'agencies',
  load,
  title: ctx => ctx.t('administration.agency.withdraw.title'),
  crumbs: (ctx, { agency }) => agencyCrumbs(ctx, agency),
  about: (ctx, { version, before }) => {
    const { t } = ctx;
    const last = formatDate(dayBefore(version.from));
    return html`<p>${
      before
        ? t('administration.agency.withdraw.about', { from: formatDate(version.from), last })
        : t('administration.agency.withdraw.about-new', { from: formatDate(version.from) })
    }</p>
${keyValues(t, [
  { label: t('administration.period'), value: periodText(ctx.t, version) },
  { label: t('administration.agency.name'), value: version.name },
  { label: t('administration.agency.identifier'), value: version.identifier },
  ...(before
    ? [
        {
          label: t('administration.agency.withdraw.then'),
          value: `${before.name}, ${periodText(ctx.t, { from: before.from, to: version.to })}`,
        },
      ]
    : []),
])}`;
  },
  // Nothing to fill in; a refusal (its day has come, posts wait for it) stands above the button.
  fields: (_ctx, _loaded, errors) => {
    const message = errorOf(errors, FIELD);
    return message && html`<p class="msg" id="f-${FIELD}" tabindex="-1">${message}</p>`;
  },
  button: 'administration.agency.withdraw.button',
  submit: async (ctx, { id, version, versions }) => {
    await ctx.db.tx(tx => withdrawAgency(tx, id, version.versionId, actOf(ctx, 'organisation.manage')));
    // An agency that was only to come is no more: its page went with it.
    return doneAt(versions.length > 1 ? agencyPath(id) : `${ROOT}/co-quan`, 'agency-withdrawn');
  },
  otherwise: FIELD,
});

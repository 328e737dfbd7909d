import { actOf } from '#engines/identity';
import { type Agency, withdrawAgency } from '#engines/organisation';
import { dayBefore, formatDate, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx, Route } from '#platform/http';
import { capital, doneAt, errorOf, html, keyValues, periodText } from '#ui';
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

/** What a version says and the other does not; all that counts when there is no other. */
function said(
  { t }: Ctx,
  version: Agency,
  other: Agency | undefined,
): Array<{ label: string; value: string }> {
  const texts = ({ name, identifier, shortName, kind, address, phone, note }: Agency) => ({
    name,
    identifier,
    'short-name': shortName,
    kind: t(`organisation.agency-kind.${kind}`),
    address,
    phone,
    note,
  });
  const before: Record<string, string | null> = other ? texts(other) : {};
  return Object.entries(texts(version))
    .filter(([key, value]) => (other ? value !== before[key] : value))
    .map(([key, value]) => ({
      label: t(`administration.agency.${key}`),
      value: value ?? capital(t('ui.none')),
    }));
}

/** A change, or a new agency, that is called off before its day. */
export const withdrawAgencyRoutes: readonly Route[] = formRoutes<Loaded>({
  path: `${ROOT}/co-quan/:id/huy/:version`,
  permission: 'organisation.manage',
  active: 'agencies',
  leave: true,
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
<section><h2>${t('administration.agency.withdraw.what')}</h2>${keyValues(t, [
      { label: t('administration.period'), value: periodText(t, version) },
      ...said(ctx, version, before),
    ])}</section>
${
  before &&
  html`<section><h2>${t('administration.agency.withdraw.then')}</h2>${keyValues(t, [
    { label: t('administration.period'), value: periodText(t, { from: before.from, to: version.to }) },
    ...said(ctx, before, version),
  ])}</section>`
}`;
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

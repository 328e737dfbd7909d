import { actOf } from '#engines/identity';
import { type AgencyFacts, changeAgency, correctAgency, type Period } from '#engines/organisation';
import { dayAfter, dayBefore, formatDate, localDate, readDay } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import {
  attempt,
  dateField,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  postForm,
} from '#ui';
import { endedByWhom, endsAgency, mustStandAbove } from '../../ending-power.ts';
import { adminPage, ROOT } from '../../view.ts';
import {
  differences,
  FIELD_OF_ERROR,
  factsAsTyped,
  factsFields,
  readFacts,
  typedFacts,
} from './facts-form.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const FROM = 'tu-ngay';
const TO = 'den-ngay';
const fields = { ...FIELD_OF_ERROR, UNIT_PERIOD_WRONG: FROM };
const rule = { permission: 'organisation.manage' };
const BASE = `${ROOT}/co-quan/:id`;

const day = (ctx: Ctx, name: string, label: string, value: string, errors: Errors, optional = false): Html =>
  dateField(ctx.t, { name, label: ctx.t(label), value, error: errorOf(errors, name), optional });

const wrongDay = (ctx: Ctx, path: string): FieldError => ({
  path,
  message: ctx.t('ui.day.wrong'),
});

/** From a day on the agency is different: what was before stays as it was. */
async function showChange(ctx: Ctx, loaded: LoadedAgency, errors: Errors = []): Promise<Answer> {
  const { t, req } = ctx;
  const { agency } = loaded;
  const today = localDate(ctx.clock.now());
  const first = req.method === 'GET';
  const values = first ? await factsAsTyped(ctx, agency, today) : typedFacts(ctx);
  return adminPage(
    ctx,
    {
      title: t('administration.agency.change'),
      active: 'agencies',
      crumbs: agencyCrumbs(ctx, agency),
      errors,
    },
    html`<p>${t('administration.agency.change.about')}</p>
${postForm(ctx, {
  action: `${agencyPath(agency.id)}/thay-doi`,
  fields: html`${day(ctx, FROM, 'administration.agency.change.from', first ? formatDate(today) : posted(req.body, FROM), errors)}${await factsFields(ctx, values, errors)}`,
  button: t('administration.agency.change.button'),
})}`,
  );
}

async function change(ctx: Ctx): Promise<Answer> {
  const from = readDay(posted(ctx.req.body, FROM));
  const loaded = await loadAgency(ctx, from);
  const { agency } = loaded;
  const { facts, errors } = await readFacts(ctx, from ?? localDate(ctx.clock.now()), agency);
  if (errors.length || !from)
    return showChange(ctx, loaded, from ? errors : [wrongDay(ctx, FROM), ...errors]);
  const changes = differences(agency, facts);
  if (!Object.keys(changes).length)
    return showChange(ctx, loaded, [{ path: 'ten', message: ctx.t('administration.agency.same') }]);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx => changeAgency(tx, agency.id, from, changes, actOf(ctx, 'organisation.manage')));
      return doneAt(agencyPath(agency.id), 'agency-changed');
    },
    again => showChange(ctx, loaded, again),
    { fields: { ...fields, AGENCY_NOT_FOUND: FROM }, otherwise: 'ten' },
  );
}

const versionOf = (ctx: Ctx, { versions }: LoadedAgency) => {
  const version = versions.find(v => v.versionId === ctx.req.params.version);
  if (!version) throw NotFound();
  return version;
};

/** A version was written down wrongly: it is put right, as if it had always been so. */
async function showCorrection(ctx: Ctx, loaded: LoadedAgency, errors: Errors = []): Promise<Answer> {
  const { t, req } = ctx;
  const version = versionOf(ctx, loaded);
  const first = req.method === 'GET';
  const values = first ? await factsAsTyped(ctx, version, version.from) : typedFacts(ctx);
  const from = first ? formatDate(version.from) : posted(req.body, FROM);
  const to = first ? version.to && formatDate(dayBefore(version.to)) : posted(req.body, TO);
  // Its last day is put right by who ends it.
  const ends = await endsAgency(ctx, loaded.id);
  return adminPage(
    ctx,
    {
      title: t('administration.agency.correct.title', { agency: version.name }),
      active: 'agencies',
      crumbs: agencyCrumbs(ctx, loaded.agency),
      errors,
    },
    html`<p>${t('administration.agency.correct.about')}</p>
${postForm(ctx, {
  action: `${agencyPath(loaded.id)}/dinh-chinh/${version.versionId}`,
  fields: html`${await factsFields(ctx, values, errors)}<div class="fs">${day(ctx, FROM, 'administration.from', from, errors)}${ends && day(ctx, TO, 'administration.to', to ?? '', errors, true)}</div>${!ends && html`<p class="q">${await endedByWhom(ctx, loaded.id)}</p>`}`,
  button: t('administration.agency.correct.button'),
})}`,
  );
}

async function correct(ctx: Ctx): Promise<Answer> {
  const { req } = ctx;
  const loaded = await loadAgency(ctx);
  const version = versionOf(ctx, loaded);
  const from = readDay(posted(ctx.req.body, FROM));
  const typedTo = posted(ctx.req.body, TO);
  const last = readDay(typedTo);
  const { facts, errors } = await readFacts(ctx, from ?? version.from, version);
  if (!from) errors.push(wrongDay(ctx, FROM));
  if (typedTo && !last) errors.push(wrongDay(ctx, TO));
  if (errors.length || !from) return showCorrection(ctx, loaded, errors);
  const changes: Partial<AgencyFacts & Period> = differences(version, facts);
  if (from !== version.from) changes.from = from;
  if (req.body[TO] !== undefined) {
    const to = last ? dayAfter(last) : null;
    if (to !== version.to) changes.to = to;
    // The form offers the field to nobody else.
    if (changes.to !== undefined) await mustStandAbove(ctx, loaded.id);
  }
  if (!Object.keys(changes).length)
    return showCorrection(ctx, loaded, [{ path: 'ten', message: ctx.t('administration.agency.same') }]);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx =>
        correctAgency(tx, loaded.id, version.versionId, changes, actOf(ctx, 'organisation.manage')),
      );
      return doneAt(agencyPath(loaded.id), 'agency-corrected');
    },
    again => showCorrection(ctx, loaded, again),
    { fields, otherwise: 'ten' },
  );
}

export const changeAgencyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/thay-doi`,
    rule,
    handler: async ctx => showChange(ctx, await loadAgency(ctx)),
  },
  { method: 'POST', path: `${BASE}/thay-doi`, rule, handler: change },
  {
    method: 'GET',
    path: `${BASE}/dinh-chinh/:version`,
    rule,
    handler: async ctx => showCorrection(ctx, await loadAgency(ctx)),
  },
  { method: 'POST', path: `${BASE}/dinh-chinh/:version`, rule, handler: correct },
];

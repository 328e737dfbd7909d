import { actOf } from '#engines/identity';
import { endAgency, linkAgencies, unlinkAgencies } from '#engines/organisation';
import { dayAfter, localDate, readDay } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import {
  attempt,
  dateField,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  html,
  postForm,
  radios,
} from '#ui';
import { agencyField, readAgency } from '../../agency-field.ts';
import { idOf } from '../../reach.ts';
import { adminPage, ROOT } from '../../view.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const LAST = 'ngay-cuoi';
const ON = 'ngay';
const INTO = 'vao';
const SHARE = 'phan';
const rule = { permission: 'organisation.manage' };
const BASE = `${ROOT}/co-quan/:id`;

function showEnd(ctx: Ctx, { agency }: LoadedAgency, errors: Errors = []): Answer {
  const { t } = ctx;
  return adminPage(
    ctx,
    { title: t('administration.agency.end'), active: 'agencies', crumbs: agencyCrumbs(ctx, agency), errors },
    html`<p>${t('administration.agency.end.about', { agency: agency.name })}</p>
${postForm(ctx, {
  action: `${agencyPath(agency.id)}/ket-thuc`,
  fields: dateField(t, {
    name: LAST,
    label: t('administration.agency.end.last'),
    hint: t('administration.agency.end.hint'),
    value: posted(ctx.req.body, LAST),
    error: errorOf(errors, LAST),
  }),
  button: t('administration.agency.end.button'),
})}`,
  );
}

async function end(ctx: Ctx): Promise<Answer> {
  const loaded = await loadAgency(ctx);
  const last = readDay(posted(ctx.req.body, LAST));
  if (!last) return showEnd(ctx, loaded, [{ path: LAST, message: ctx.t('ui.day.wrong') }]);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx => endAgency(tx, loaded.id, dayAfter(last), actOf(ctx, 'organisation.manage')));
      return doneAt(agencyPath(loaded.id), 'agency-ended');
    },
    again => showEnd(ctx, loaded, again),
    { otherwise: LAST },
  );
}

async function showLink(ctx: Ctx, { agency }: LoadedAgency, errors: Errors = []): Promise<Answer> {
  const { t, req } = ctx;
  return adminPage(
    ctx,
    { title: t('administration.agency.link'), active: 'agencies', crumbs: agencyCrumbs(ctx, agency), errors },
    html`<p>${t('administration.agency.link.about', { agency: agency.name })}</p>
${postForm(ctx, {
  action: `${agencyPath(agency.id)}/ke-thua`,
  fields: html`${await agencyField(ctx, {
    name: INTO,
    label: t('administration.agency.link.into'),
    among: 'any',
    value: posted(req.body, INTO),
    errors,
  })}${dateField(t, { name: ON, label: t('administration.agency.link.on'), value: posted(req.body, ON), error: errorOf(errors, ON) })}${radios(
    t,
    {
      name: SHARE,
      label: t('administration.agency.link.share'),
      value: posted(req.body, SHARE) || 'whole',
      error: errorOf(errors, SHARE),
      options: ['whole', 'part'].map(s => ({ value: s, label: t(`organisation.share.${s}`) })),
    },
  )}`,
  button: t('administration.agency.link.button'),
})}`,
  );
}

async function link(ctx: Ctx): Promise<Answer> {
  const { t, req } = ctx;
  const loaded = await loadAgency(ctx);
  const errors: FieldError[] = [];
  const on = readDay(posted(req.body, ON));
  const share = posted(req.body, SHARE);
  // Whose successor it is, is no secret: any agency of the province can take over, in or out of the visitor's reach.
  const named = await readAgency(ctx, INTO, 'any', on ?? localDate(ctx.clock.now()));
  const into = 'agency' in named ? named.agency : undefined;
  if ('message' in named) errors.push({ path: INTO, message: named.message });
  if (!on) errors.push({ path: ON, message: t('ui.day.wrong') });
  if (share !== 'whole' && share !== 'part')
    errors.push({ path: SHARE, message: t('administration.agency.link.share.wrong') });
  if (!into || !on || (share !== 'whole' && share !== 'part')) return showLink(ctx, loaded, errors);
  return attempt(
    ctx,
    async () => {
      const succession = { fromId: loaded.id, intoId: into.id, on, share } as const;
      await ctx.db.tx(tx => linkAgencies(tx, succession, actOf(ctx, 'organisation.manage')));
      return doneAt(agencyPath(loaded.id), 'agency-linked');
    },
    again => showLink(ctx, loaded, again),
    { otherwise: INTO },
  );
}

/** A succession that was recorded by mistake. */
async function unlink(ctx: Ctx): Promise<Answer> {
  const { id } = await loadAgency(ctx);
  const intoId = idOf(posted(ctx.req.body, INTO));
  const on = readDay(posted(ctx.req.body, ON)) ?? '';
  if (on)
    await ctx.db.tx(tx => unlinkAgencies(tx, { fromId: id, intoId, on }, actOf(ctx, 'organisation.manage')));
  return redirect(doneAt(agencyPath(id), 'agency-unlinked'));
}

export const endAgencyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/ket-thuc`,
    rule,
    handler: async ctx => showEnd(ctx, await loadAgency(ctx)),
  },
  { method: 'POST', path: `${BASE}/ket-thuc`, rule, handler: end },
  {
    method: 'GET',
    path: `${BASE}/ke-thua`,
    rule,
    handler: async ctx => showLink(ctx, await loadAgency(ctx)),
  },
  { method: 'POST', path: `${BASE}/ke-thua`, rule, handler: link },
  { method: 'POST', path: `${BASE}/ke-thua/bo`, rule, handler: unlink },
];

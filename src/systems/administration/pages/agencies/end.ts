import { lastDoneAt, leftAt } from '#engines/cases';
import { actOf, listApiTokens } from '#engines/identity';
import {
  childAgencies,
  endAgency,
  linkAgencies,
  listAgencySuccessions,
  listPosts,
  unlinkAgencies,
} from '#engines/organisation';
import { dayAfter, formatDate, localDate, readDay } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import {
  attempt,
  button,
  dateField,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  html,
  note,
  postForm,
  radios,
  textArea,
} from '#ui';
import { agencyField, readAgency } from '../../agency-field.ts';
import { idOf } from '../../reach.ts';
import { adminPage, ROOT } from '../../view.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const LAST = 'ngay-cuoi';
const REASON = 'ly-do';
const LONGEST = 500;
const ON = 'ngay';
const INTO = 'vao';
const SHARE = 'phan';
const rule = { permission: 'organisation.manage' };
const BASE = `${ROOT}/co-quan/:id`;

/** What has nobody when the agency ends after that day: a line a kind. Empty where a successor is recorded: it has them. */
async function leftAlone(ctx: Ctx, id: string, last: string): Promise<string[]> {
  const { t, db } = ctx;
  const on = dayAfter(last);
  const successions = await listAgencySuccessions(db, id);
  if (successions.some(s => s.fromId === id && s.on <= on)) return [];
  const now = ctx.clock.now();
  const { dossiers, steps } = await leftAt(db, id);
  const posts = await listPosts(db, id, on);
  const tokens = (await listApiTokens(db)).filter(
    token => token.agencyId === id && !token.revokedAt && token.expiresAt > now,
  );
  const counts = { dossiers, steps, posts: posts.length, tokens: tokens.length };
  return Object.entries(counts).flatMap(([kind, count]) =>
    count ? [t(`administration.agency.end.left-${kind}`, { count })] : [],
  );
}

async function showEnd(ctx: Ctx, { id, agency }: LoadedAgency, errors: Errors = []): Promise<Answer> {
  const { t, req } = ctx;
  const typed = readDay(posted(req.body, LAST));
  const today = localDate(ctx.clock.now());
  const below = (await childAgencies(ctx.db, id, today)).length;
  const left = await leftAlone(ctx, id, typed ?? today);
  return adminPage(
    ctx,
    {
      title: t('administration.agency.end.title', { agency: agency.name }),
      active: 'agencies',
      crumbs: agencyCrumbs(ctx, agency),
      errors,
    },
    html`<p>${t('administration.agency.end.about', { agency: agency.name })}</p>${below > 0 && note(t('administration.agency.end.hint', { count: below }))}${
      left.length > 0 &&
      html`<section><h2>${t('administration.agency.end.left')}</h2><ul>${left.map(line => html`<li>${line}</li>`)}</ul>
<p>${t('administration.agency.end.left-todo')}</p><p>${button({ label: t('administration.agency.link'), href: `${agencyPath(id)}/ke-thua`, alt: true })}</p></section>`
    }
${postForm(ctx, {
  action: `${agencyPath(agency.id)}/ket-thuc`,
  fields: html`${dateField(t, {
    name: LAST,
    label: t('administration.agency.end.last'),
    value: posted(req.body, LAST),
    error: errorOf(errors, LAST),
  })}${
    // Asked for at the second press only: whoever has not read what is left has no reason yet.
    left.length > 0 &&
    typed &&
    textArea(t, {
      name: REASON,
      label: t('administration.agency.end.reason'),
      value: posted(req.body, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })
  }`,
  button: t('administration.agency.end.button'),
})}`,
  );
}

/** Why the day cannot be the last one: the agency was at work after it. */
async function sinceThen(ctx: Ctx, id: string, last: string): Promise<FieldError[]> {
  if (last >= localDate(ctx.clock.now())) return [];
  const done = await lastDoneAt(ctx.db, id);
  if (!done || localDate(done) <= last) return [];
  const day = formatDate(localDate(done));
  return [{ path: LAST, message: ctx.t('administration.agency.end.since', { day }) }];
}

async function end(ctx: Ctx): Promise<Answer> {
  const { t, req } = ctx;
  const loaded = await loadAgency(ctx);
  const last = readDay(posted(req.body, LAST));
  if (!last) return showEnd(ctx, loaded, [{ path: LAST, message: t('ui.day.wrong') }]);
  const since = await sinceThen(ctx, loaded.id, last);
  if (since.length) return showEnd(ctx, loaded, since);
  const reason = posted(req.body, REASON);
  const alone = (await leftAlone(ctx, loaded.id, last)).length > 0;
  if (alone && (!reason || reason.length > LONGEST))
    return showEnd(ctx, loaded, [{ path: REASON, message: t('administration.agency.end.reason-missing') }]);
  return attempt(
    ctx,
    async () => {
      const act = actOf(ctx, 'organisation.manage');
      await ctx.db.tx(tx => endAgency(tx, loaded.id, dayAfter(last), act, alone ? reason : undefined));
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

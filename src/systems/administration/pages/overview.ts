import { listSlipTexts, SLIP_KINDS } from '#engines/cases';
import {
  agenciesInReach,
  holdsAll,
  listApiTokens,
  listRoles,
  reachesWithBelow,
  searchOfficials,
} from '#engines/identity';
import { countProcedures, listDrafts } from '#engines/procedures';
import { findCalendar, listYears } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { NotAllowed } from '#platform/errors';
import type { Answer, Ctx, Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { formatNumber, html, type Printable } from '#ui';
import { agenciesOn } from '../agencies-on.ts';
import { deskCounts } from '../desk-counts.ts';
import { type Place, placesOf } from '../nav.ts';
import { adminPage, ROOT } from '../view.ts';

/** One sentence a place: how much there is, and what waits to be looked at. */
const SENTENCES: Record<Exclude<Place, 'overview'>, (ctx: Ctx) => Promise<Printable>> = {
  agencies: async ctx => {
    const agencies = await agenciesOn(ctx, 'organisation.manage', localDate(ctx.clock.now()));
    return say(ctx, 'agencies', {
      count: agencies.length,
      unverified: agencies.filter(a => a.unverified).length,
    });
  },
  accounts: async ctx => {
    const query = {
      typed: '',
      agencyIds: await agenciesInReach(ctx, 'identity.manage'),
      date: localDate(ctx.clock.now()),
      limit: 1,
      offset: 0,
    };
    const [all, blocked] = await Promise.all([
      searchOfficials(ctx.db, query),
      searchOfficials(ctx.db, { ...query, status: 'blocked' }),
    ]);
    return say(ctx, 'accounts', { count: all.total, blocked: blocked.total });
  },
  roles: async ctx => say(ctx, 'roles', { count: (await listRoles(ctx.db)).length }),
  calendar: async ctx => {
    const calendar = await findCalendar(ctx.db, null);
    if (!calendar) return ctx.t('administration.calendar.missing');
    const years = (await listYears(ctx.db, calendar.id))
      .filter(y => y.status !== 'announced')
      .map(y => y.year);
    return years.length
      ? ctx.t('administration.calendar.unsure', { years: years.join(', ') })
      : ctx.t('administration.overview.calendar-sure');
  },
  procedures: async ctx => {
    if (!(await holdsAll(ctx, 'procedure.edit'))) return ctx.t('administration.overview.not-all');
    const [count, drafts] = await Promise.all([
      countProcedures(ctx.db, localDate(ctx.clock.now())),
      listDrafts(ctx.db, { limit: 1 }),
    ]);
    return say(ctx, 'procedures', { count, drafts: drafts.total });
  },
  slips: async ctx => {
    const changed = await Promise.all(SLIP_KINDS.map(kind => listSlipTexts(ctx.db, kind)));
    return say(ctx, 'slips', {
      count: SLIP_KINDS.length,
      changed: changed.filter(versions => versions.length > 1).length,
    });
  },
  tokens: async ctx => {
    let count = 0;
    for (const token of await listApiTokens(ctx.db))
      if (
        !token.revokedAt &&
        token.expiresAt > ctx.clock.now() &&
        (await reachesWithBelow(ctx, 'identity.manage', token.agencyId))
      )
        count++;
    return say(ctx, 'tokens', { count });
  },
  incidents: async ctx => {
    const said = Object.entries(await deskCounts(ctx)).flatMap(([what, count]) =>
      count ? [say(ctx, what, { count })] : [],
    );
    return said.length ? said.join(' ') : ctx.t('administration.incidents.none');
  },
  ledger: async ctx => {
    if (!(await holdsAll(ctx, 'ledger.read'))) return ctx.t('administration.overview.not-all');
    const { size, unsealed } = await ctx.get(ledgerService).lag(ctx.db);
    return say(ctx, 'ledger', { count: size, unsealed });
  },
};

const say = (ctx: Ctx, place: string, figures: Record<string, number>): string =>
  ctx.t(
    `administration.overview.${place}`,
    Object.fromEntries(Object.entries(figures).map(([k, n]) => [k, formatNumber(n, { lang: ctx.lang })])),
  );

async function show(ctx: Ctx): Promise<Answer> {
  const places = placesOf(ctx);
  if (!places.length) throw NotAllowed();
  const rows = await Promise.all(places.map(async p => ({ ...p, sentence: await SENTENCES[p.id](ctx) })));
  return adminPage(
    ctx,
    { title: ctx.t('administration.overview.title'), active: 'overview' },
    html`<p>${ctx.t('administration.overview.about')}</p>
<dl class="kv plain">${rows.map(
      r => html`<div><dt><a href="${r.path}">${ctx.t(`administration.${r.id}.title`)}</a></dt><dd>${r.sentence}</dd></div>
`,
    )}</dl>`,
  );
}

export const overviewRoute: Route = { method: 'GET', path: ROOT, rule: 'official', handler: show };

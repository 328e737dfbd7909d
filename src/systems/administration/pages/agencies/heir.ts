import { actOf } from '#engines/identity';
import { type Agency, linkAgencies, unlinkAgencies } from '#engines/organisation';
import { formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { dateField, doneAt, errorOf, type FieldError, html, note, radios } from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { agencyField, readAgency } from '../../agency-field.ts';
import { endedByWhom, endsAgency, mustStandAbove, namesHeir } from '../../ending-power.ts';
import { AgencyEndedFromAbove } from '../../errors.ts';
import { formRoutes } from '../../form-page.ts';
import { idOf } from '../../reach.ts';
import { type Leader, leadersOf, tellLeaders } from '../../tell-leaders.ts';
import { ROOT } from '../../view.ts';
import { dayHint } from '../day-hint.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const ON = 'ngay';
const INTO = 'vao';
const SHARE = 'phan';
const rule = { permission: 'organisation.manage' };
const PATH = `${ROOT}/co-quan/:id/ke-thua`;

type Loaded = LoadedAgency & { above: boolean; whoMay: string };
type Heir = { into: Agency; on: string; share: 'whole' | 'part' };

async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadAgency(ctx);
  if (ctx.req.method === 'POST') await mustStandAbove(ctx, loaded.id);
  const above = await endsAgency(ctx, loaded.id);
  return { ...loaded, above, whoMay: await endedByWhom(ctx, loaded.id) };
}

/** The heir of the form, or what has to be corrected: one that the visitor does not govern is named by who governs both. */
async function readHeir(ctx: Ctx): Promise<Heir | FieldError[]> {
  const { t, req } = ctx;
  const errors: FieldError[] = [];
  const on = readDay(posted(req.body, ON));
  const share = posted(req.body, SHARE);
  const named = await readAgency(ctx, INTO, 'any', on ?? localDate(ctx.clock.now()));
  const into = 'agency' in named ? named.agency : undefined;
  if ('message' in named) errors.push({ path: INTO, message: named.message });
  if (into && !(await namesHeir(ctx, into.id)))
    errors.push({ path: INTO, message: t('administration.agency.link.beyond', { agency: into.name }) });
  if (!on) errors.push({ path: ON, message: t('ui.day.wrong') });
  const fits = share === 'whole' || share === 'part';
  if (!fits) errors.push({ path: SHARE, message: t('administration.agency.link.share.wrong') });
  return errors.length || !into || !on || !fits ? errors : { into, on, share };
}

/** Who leads the agency, and who leads its heir: each once. */
const leadersOfBoth = async (ctx: Ctx, fromId: string, intoId: string, at: Date): Promise<Leader[]> => {
  const both = [...(await leadersOf(ctx.db, fromId, at)), ...(await leadersOf(ctx.db, intoId, at))];
  return [...new Map(both.map(leader => [leader.accountId, leader])).values()];
};

const link = formRoutes<Loaded>({
  path: PATH,
  permission: 'organisation.manage',
  active: 'agencies',
  load,
  title: ctx => ctx.t('administration.agency.link'),
  crumbs: (ctx, { agency }) => agencyCrumbs(ctx, agency),
  without: (_, { above }) => !above,
  about: (ctx, { agency, above, whoMay }) =>
    above ? html`<p>${ctx.t('administration.agency.link.about', { agency: agency.name })}</p>` : note(whoMay),
  fields: async (ctx, _, errors) => {
    const { t, req } = ctx;
    return html`${await agencyField(ctx, {
      name: INTO,
      label: t('administration.agency.link.into'),
      among: 'organisation.manage',
      value: posted(req.body, INTO),
      errors,
    })}${dateField(t, { name: ON, label: t('administration.agency.link.on'), hint: dayHint(ctx), value: posted(req.body, ON), error: errorOf(errors, ON) })}${radios(
      t,
      {
        name: SHARE,
        label: t('administration.agency.link.share'),
        value: posted(req.body, SHARE) || 'whole',
        error: errorOf(errors, SHARE),
        options: ['whole', 'part'].map(s => ({ value: s, label: t(`organisation.share.${s}`) })),
      },
    )}`;
  },
  button: 'administration.agency.link.button',
  submit: async (ctx, { id, agency }) => {
    const heir = await readHeir(ctx);
    if (Array.isArray(heir)) return heir;
    const { into, on, share } = heir;
    const act = actOf(ctx, 'organisation.manage');
    const params = { agency: agency.name, heir: into.name, on: formatDate(on) };
    const leaders = await leadersOfBoth(ctx, id, into.id, act.at);
    await ctx.db.tx(async tx => {
      await linkAgencies(tx, { fromId: id, intoId: into.id, on, share }, act);
      await tellLeaders(tx, id, leaders, 'linked', params, act);
    });
    return doneAt(agencyPath(id), 'agency-linked');
  },
  otherwise: INTO,
});

/** A succession that was recorded by mistake. */
const unlink: Route = {
  method: 'POST',
  path: `${PATH}/bo`,
  rule,
  handler: async ctx => {
    const { id, agency } = await loadAgency(ctx);
    await mustStandAbove(ctx, id);
    const intoId = idOf(posted(ctx.req.body, INTO));
    if (!(await namesHeir(ctx, intoId))) throw AgencyEndedFromAbove();
    const on = readDay(posted(ctx.req.body, ON));
    if (on) {
      const act = actOf(ctx, 'organisation.manage');
      const heir = (await agencyNames(ctx, [intoId], on)).get(intoId) ?? '';
      const params = { agency: agency.name, heir, on: formatDate(on) };
      const leaders = await leadersOfBoth(ctx, id, intoId, act.at);
      await ctx.db.tx(async tx => {
        await unlinkAgencies(tx, { fromId: id, intoId, on }, act);
        await tellLeaders(tx, id, leaders, 'unlinked', params, act);
      });
    }
    return redirect(doneAt(agencyPath(id), 'agency-unlinked'));
  },
};

export const heirRoutes: readonly Route[] = [...link, unlink];

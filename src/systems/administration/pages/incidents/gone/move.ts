import {
  heirlessDossiers,
  lastMovedAway,
  listHeirless,
  type MovedHeirless,
  movedAwayBy,
  moveHeirless,
} from '#engines/cases';
import { inSentence } from '#engines/forms';
import { actOf, holdsAll, keptTyped, mustHoldAll } from '#engines/identity';
import { type Agency, listAgencyVersions } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, pageNumber, textField as posted, type Route } from '#platform/http';
import {
  capital,
  errorOf,
  type FieldError,
  type Html,
  html,
  keyValues,
  lines,
  note,
  pages,
  scrollTable,
  status,
  textArea,
  typedOr,
  withQuery,
} from '#ui';
import { agencyField, readAgency } from '../../../agency-field.ts';
import { formRoutes } from '../../../form-page.ts';
import { holds } from '../../../nav.ts';
import { adminPage, ROOT } from '../../../view.ts';
import { incidentCrumbs } from '../crumbs.ts';
import { tellingRoutes } from '../second.ts';
import { movedLink } from './undo.ts';
import { areaName, GONE, PERMISSION } from './words.ts';

const INTO = 'vao';
const REASON = 'ly-do';
const LONGEST = 4000;
const PAGE_SIZE = 50;

type Loaded = {
  agencyId: string;
  areaId: string;
  name: string;
  place: string;
  count: number;
  paused: number;
  list: Html;
  /** Nothing is left, as the visitor has moved it: what he has done lately is a page of its own. */
  done: boolean;
};

async function listOf(ctx: Ctx, group: { agencyId: string; areaId: string }): Promise<Html> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const page = { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE };
  const found = await heirlessDossiers(ctx.db, group, page);
  return html`${scrollTable({
    caption: t('administration.gone.dossiers'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.incident.dossier') },
      { label: t('administration.incident.due') },
      { label: t('administration.incident.state') },
    ],
    rows: found
      .slice(0, PAGE_SIZE)
      .map(d => [
        html`<b class="num nb">${d.code}</b><small>${d.name}</small>`,
        html`<span class="num nb">${formatDateTime(d.dueAt)}</span>`,
        d.paused
          ? status('hold', t('administration.gone.paused'))
          : d.dueAt < ctx.clock.now()
            ? status('late', t('administration.gone.late'))
            : status('soon', t('administration.gone.running')),
      ]),
  })}${pages(t, {
    from: page.offset + 1,
    to: page.offset + Math.min(found.length, PAGE_SIZE),
    previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
    next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
  })}`;
}

/** The group of the address as it is once the visitor has moved all of it: who reloads what he was told reads no error. Throws NotFound. */
async function moved(ctx: Ctx): Promise<Loaded> {
  const { agency, area } = ctx.req.params;
  const of = (await movedAwayBy(ctx.db, ctx, ctx.visitor!.accountId)).find(
    m => m.fromId === agency && m.areaId === area,
  );
  if (!of) throw NotFound();
  return {
    ...{ agencyId: of.fromId, areaId: of.areaId, count: 0, paused: 0, list: html``, done: true },
    name: (await listAgencyVersions(ctx.db, of.fromId)).at(-1)?.name ?? '',
    place: inSentence(await areaName(ctx, of.areaId)),
  };
}

/** The group of the address, if it has no heir (any more). Throws NotFound. */
async function load(ctx: Ctx): Promise<Loaded> {
  await mustHoldAll(ctx, PERMISSION);
  const { agency, area } = ctx.req.params;
  const group = (await listHeirless(ctx.db, ctx.clock.now())).find(
    g => g.agencyId === agency && g.areaId === area,
  );
  if (!group) return moved(ctx);
  return {
    ...group,
    done: false,
    count: group.dossiers,
    paused: group.paused,
    name: (await listAgencyVersions(ctx.db, group.agencyId)).at(-1)?.name ?? '',
    place: inSentence(await areaName(ctx, group.areaId)),
    list: await listOf(ctx, group),
  };
}

/** Why one could not go: what stands still or is decided elsewhere says so, the others in the words of their error. */
function whyLeft({ t }: Ctx, { paused, decidedBy, error }: MovedHeirless['left'][number]): string {
  if (paused) return t('administration.gone.left-paused');
  if (decidedBy) return t('administration.gone.left-decided', { agency: decidedBy });
  const [what, todo] = (['what', 'todo'] as const).map(part =>
    t(`error.${error.code}.${part}`, error.params),
  );
  return t('ui.refusal', { what: what ?? '', todo: todo ?? '' });
}

/** What was done: how many went where, what is still there to be moved, and what could not go, and why. */
function movedPart({ t }: Ctx, group: Loaded, to: Agency, { moved, left }: MovedHeirless): Html {
  const { name, place, count } = group;
  const rest = count - moved - left.length;
  return html`<div role="status">${moved > 0 && note(t('administration.gone.moved', { moved, agency: name, place, to: to.name }))}${
    rest > 0 && note(t('administration.gone.rest', { rest }))
  }${left.length > 0 && note(t(moved ? 'administration.gone.partly' : 'administration.gone.none-moved', { left: left.length }))}</div>`;
}

/** What could not go, and why. */
const leftOver = (ctx: Ctx, { left }: MovedHeirless): Html =>
  html`<ul>${left.map(one => html`<li><b class="num">${one.code}</b>: ${whyLeft(ctx, one)}</li>`)}</ul>`;

type Wish = { to: Agency; reason: string };

/** Where they are to go and why, or what has to be corrected. */
async function readWish(ctx: Ctx): Promise<Wish | FieldError[]> {
  const errors: FieldError[] = [];
  const named = await readAgency(ctx, INTO, 'any', localDate(ctx.clock.now()));
  if ('message' in named) errors.push({ path: INTO, message: named.message });
  const reason = posted(ctx.req.body, REASON);
  if (reason.length < 10 || reason.length > LONGEST)
    errors.push({ path: REASON, message: ctx.t('administration.gone.reason.wrong') });
  return errors.length || !('agency' in named) ? errors : { to: named.agency, reason };
}

/** What whoever comes second reads of the group of the address. */
const ofGroup = {
  first: async (ctx: Ctx) => {
    const { agency: agencyId = '', area: areaId = '' } = ctx.req.params;
    const moved =
      (await holdsAll(ctx, PERMISSION)) &&
      (await lastMovedAway(ctx.db, { agencyId, areaId }, ctx.clock.now()));
    return moved ? { kind: 'case.transferred', actor: moved.by, at: moved.at } : undefined;
  },
  href: () => GONE,
  typed: [INTO, REASON],
};

/** Who mends the whole province says which agency goes on with the dossiers of one that is gone. */
export const moveHeirlessRoutes: readonly Route[] = tellingRoutes(
  ofGroup,
  formRoutes<Loaded>({
    path: `${GONE}/:agency/:area`,
    permission: PERMISSION,
    active: 'incidents',
    load,
    title: (ctx, { name }) => ctx.t('administration.gone.title', { agency: name }),
    crumbs: ctx => [...incidentCrumbs(ctx), { href: GONE, label: ctx.t('administration.gone.tab') }],
    without: (_, { done }) => done,
    about: async (ctx, { agencyId, name, place, count, list, done }) =>
      done
        ? html`${note(ctx.t('administration.gone.all-moved', { agency: name, place }))}${await movedLink(ctx)}<p><a href="${GONE}">${ctx.t('administration.gone.back')}</a></p>`
        : html`<div class="box plain">${keyValues(ctx.t, [
            {
              label: ctx.t('administration.incident.label.happened'),
              value: ctx.t('administration.gone.happened', { agency: name, place, count }),
            },
            {
              label: ctx.t('administration.incident.label.means'),
              value: ctx.t('administration.gone.means'),
            },
            { label: ctx.t('administration.incident.label.todo'), value: ctx.t('administration.gone.todo') },
          ])}</div>${list}
${holds(ctx, 'organisation.manage') && html`<p><a href="${ROOT}/co-quan/${agencyId}/ke-thua">${ctx.t('administration.gone.link')}</a></p>`}
<h2>${ctx.t('administration.gone.move')}</h2><p>${ctx.t('administration.gone.move.about')}</p>`,
    fields: async (ctx, _, errors) =>
      html`${await agencyField(ctx, {
        name: INTO,
        label: ctx.t('administration.gone.into'),
        among: 'any',
        value: posted(ctx.req.body, INTO),
        errors,
      })}${textArea(ctx.t, {
        name: REASON,
        label: ctx.t('administration.job.reason'),
        hint: ctx.t('administration.gone.reason.hint'),
        value: typedOr(ctx, REASON),
        error: errorOf(errors, REASON),
        rows: 3,
      })}`,
    button: 'administration.gone.button',
    look: async (ctx, group) => {
      const { t } = ctx;
      if (group.done) return null;
      const wish = await readWish(ctx);
      if (Array.isArray(wish)) return wish;
      const { name, place, count, paused } = group;
      return {
        title: t('administration.gone.sure', { count, to: wish.to.name }),
        about: html`<div class="box plain">${keyValues(t, [
          { label: t('administration.gone.from'), value: name },
          { label: t('administration.gone.place'), value: capital(place) },
          { label: t('administration.gone.count'), value: String(count) },
          { label: t('administration.gone.into'), value: wish.to.name },
          { label: t('administration.job.reason'), value: lines(wish.reason) },
        ])}</div><p>${t('administration.gone.move.about')}</p>${paused > 0 && note(t('administration.gone.sure-paused', { paused }))}`,
        button: t('administration.gone.do', { count }),
      };
    },
    submit: async (ctx, group) => {
      if (group.done) return `${GONE}/${group.agencyId}/${group.areaId}`;
      const wish = await readWish(ctx);
      if (Array.isArray(wish)) return wish;
      const { actor, at, post, agency } = actOf(ctx, PERMISSION);
      const by = { accountId: actor, postId: post ?? null, agencyId: agency ?? null, at };
      const done = await moveHeirless(ctx, group, { to: wish.to.id, reason: wish.reason }, by);
      await keptTyped.forget(ctx);
      return adminPage(
        ctx,
        {
          title: ctx.t('administration.gone.title', { agency: group.name }),
          active: 'incidents',
          crumbs: [...incidentCrumbs(ctx), { href: GONE, label: ctx.t('administration.gone.tab') }],
        },
        html`${movedPart(ctx, group, wish.to, done)}${done.left.length > 0 && leftOver(ctx, done)}${await movedLink(ctx)}<p><a href="${GONE}">${ctx.t('administration.gone.back')}</a></p>`,
      );
    },
    otherwise: INTO,
  }),
);

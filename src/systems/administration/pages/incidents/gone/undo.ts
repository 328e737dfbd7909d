import { accountNames, movedAwayBy, takeMovesBack, takenBackOf } from '#engines/cases';
import { actOf, mustHoldAll } from '#engines/identity';
import { formatDateTime, localDate } from '#platform/clock';
import { type Ctx, textField as posted, type Route, textFields } from '#platform/http';
import { emptyState, errorOf, type Html, html, note, scrollTable, textArea, typedOr } from '#ui';
import { agencyNames } from '../../../agencies-on.ts';
import { formRoutes } from '../../../form-page.ts';
import { adminPage } from '../../../view.ts';
import { incidentCrumbs } from '../crumbs.ts';
import { GONE, MOVED, PERMISSION } from './words.ts';

const CHOSEN = 'chon';
const REASON = 'ly-do';

type MovedAway = Awaited<ReturnType<typeof movedAwayBy>>[number];
type MovesBack = Awaited<ReturnType<typeof takeMovesBack>>;

type Loaded = { moves: MovedAway[]; names: Map<string, string> };

async function load(ctx: Ctx): Promise<Loaded> {
  await mustHoldAll(ctx, PERMISSION);
  const moves = await movedAwayBy(ctx.db, ctx, ctx.visitor!.accountId);
  const ids = moves.flatMap(m => [m.fromId, m.agencyId]);
  return { moves, names: await agencyNames(ctx, ids, localDate(ctx.clock.now())) };
}

const crumbs = (ctx: Ctx) => [
  ...incidentCrumbs(ctx),
  { href: GONE, label: ctx.t('administration.gone.tab') },
];

function listOf(ctx: Ctx, { moves, names }: Loaded): Html {
  const { t } = ctx;
  const chosen = ctx.req.method === 'GET' ? moves.map(m => m.actId) : textFields(ctx.req.body, CHOSEN);
  return scrollTable({
    caption: t('administration.gone.moved-by-you'),
    captionHidden: true,
    list: true,
    rowHeader: 1,
    columns: [
      { label: t('administration.gone.back.pick'), hidden: true },
      { label: t('administration.incident.dossier') },
      { label: t('administration.gone.from') },
      { label: t('administration.gone.into') },
      { label: t('administration.gone.back.at') },
    ],
    rows: moves.map(m => [
      html`<input type="checkbox" name="${CHOSEN}" value="${m.actId}" aria-label="${t('administration.gone.back.one', { code: m.code })}"${chosen.includes(m.actId) && html` checked`}>`,
      html`<b class="num nb">${m.code}</b>`,
      names.get(m.fromId) ?? '',
      names.get(m.agencyId) ?? '',
      html`<span class="num nb">${formatDateTime(m.at)}</span>`,
    ]),
  });
}

/** Why a dossier stays where it was moved to. */
function whyLeft({ t }: Ctx, { code, params }: MovesBack['left'][number]['error']): string {
  const { what, who } = params;
  return t(`error.${code}.what`, {
    ...(params as Record<string, string>),
    ...(what ? { what: t(String(what)) } : {}),
    ...(who === '' ? { who: t('administration.ledger.system') } : {}),
    ...(who === 'cases.undo.applicant' ? { who: t('cases.undo.applicant') } : {}),
  });
}

/** Who moved dossiers of an agency that is gone takes that back while nobody has acted on them since. */
export const undoMoveRoutes: readonly Route[] = formRoutes<Loaded>({
  path: MOVED,
  permission: PERMISSION,
  active: 'incidents',
  load,
  title: ctx => ctx.t('administration.gone.moved-by-you'),
  crumbs,
  without: (_, { moves }) => !moves.length,
  about: (ctx, { moves }) =>
    moves.length
      ? html`<p>${ctx.t('administration.gone.back.about')}</p>`
      : emptyState({
          why: ctx.t('administration.gone.back.none'),
          next: { href: GONE, label: ctx.t('administration.gone.tab') },
        }),
  fields: (ctx, loaded, errors) => {
    const message = errorOf(errors, CHOSEN);
    return html`${message && html`<p class="msg" id="f-${CHOSEN}" tabindex="-1">${message}</p>`}${listOf(ctx, loaded)}${textArea(
      ctx.t,
      {
        name: REASON,
        label: ctx.t('administration.job.reason'),
        optional: true,
        value: typedOr(ctx, REASON),
        error: errorOf(errors, REASON),
        rows: 2,
      },
    )}`;
  },
  button: 'administration.gone.back.button',
  submit: async (ctx, { moves }) => {
    const { t } = ctx;
    const chosen = textFields(ctx.req.body, CHOSEN);
    const these = moves.filter(m => chosen.includes(m.actId));
    const before = await takenBackOf(ctx.db, ctx.visitor!.accountId, chosen);
    const who = await accountNames(
      ctx.db,
      before.map(m => m.undoneBy),
    );
    if (!these.length && !before.length)
      return [{ path: CHOSEN, message: t('administration.gone.back.chosen-none') }];
    const { actor, at, post, agency } = actOf(ctx, PERMISSION);
    const by = { accountId: actor, postId: post ?? null, agencyId: agency ?? null, at };
    const { back, left } = await takeMovesBack(ctx, these, posted(ctx.req.body, REASON), by);
    return adminPage(
      ctx,
      { title: t('administration.gone.moved-by-you'), active: 'incidents', crumbs: crumbs(ctx) },
      html`<div role="status">${back > 0 && note(t('administration.gone.back.done', { back }))}${left.length > 0 && note(t('administration.gone.back.left', { left: left.length }))}</div>${
        left.length > 0 &&
        html`<ul>${left.map(one => html`<li><b class="num">${one.code}</b>: ${whyLeft(ctx, one.error)}</li>`)}</ul>`
      }${
        // Pressed in a second window, or after somebody else: it is as was wished, and by whom.
        before.length > 0 &&
        html`<ul>${before.map(m => html`<li><b class="num">${m.code}</b>: ${t('administration.gone.back.before', { who: who.get(m.undoneBy) ?? '–', at: formatDateTime(m.undoneAt) })}</li>`)}</ul>`
      }<p><a href="${GONE}">${t('administration.gone.back')}</a></p>`,
    );
  },
  otherwise: CHOSEN,
});

/** The way there from the list, where the visitor moved some lately. */
export async function movedLink(ctx: Ctx): Promise<Html | false> {
  const moves = await movedAwayBy(ctx.db, ctx, ctx.visitor!.accountId);
  return (
    moves.length > 0 &&
    html`<p><a href="${MOVED}">${ctx.t('administration.gone.back.link', { count: moves.length })}</a></p>`
  );
}

import { agencyNames } from '#engines/cases';
import { dropView, inboxCounts, listSavedViews, openWith, type SavedView, saveView } from '#engines/work';
import { isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import {
  button,
  checkbox,
  csrfField,
  details,
  type Errors,
  errorOf,
  type Html,
  html,
  type NavGroup,
  selectField,
  textField as textInput,
  typedOr,
} from '#ui';
import { addressOf, askedOf, type Desk, INBOX, type Typed, typedIn } from './ask.ts';

const VIEWS = `${INBOX}/bo-loc`;
const NAME = 'ten-bo-loc';
const SHARED = 'dung-chung';
const FIRST = 'mac-dinh';

/** Who shares views with an agency: who leads it, and who administers it. */
const SHARES = new Set(['dossier.decide', 'organisation.manage']);

const agenciesOf = ({ visitor }: Ctx): string[] => [...new Set((visitor?.grants ?? []).map(g => g.agencyId))];
const sharesWith = ({ visitor }: Ctx): string[] => [
  ...new Set((visitor?.grants ?? []).filter(g => SHARES.has(g.permission)).map(g => g.agencyId)),
];
const isHis = (ctx: Ctx, view: SavedView): boolean =>
  view.accountId === ctx.visitor?.accountId ||
  (view.agencyId !== null && sharesWith(ctx).includes(view.agencyId));

export const savedViewsOf = (ctx: Ctx): Promise<SavedView[]> =>
  listSavedViews(ctx.db, ctx.visitor?.accountId ?? '', agenciesOf(ctx));

/** The view that asks for just this, if one is kept. */
export const viewLike = (views: readonly SavedView[], typed: Typed): SavedView | undefined =>
  views.find(view => addressOf(view.query) === addressOf(typed));

/** The views with what each holds now: as many as it shows when it is opened. */
export async function savedNav(ctx: Ctx, desk: Desk, views: readonly SavedView[]): Promise<NavGroup[]> {
  if (!views.length) return [];
  const items = await Promise.all(
    views.map(async view => {
      const { reach, filter } = await askedOf(ctx, desk, typedIn(view.query));
      const { all } = await inboxCounts(ctx.db, reach, filter, desk.now, desk.soon);
      return { id: view.id, href: addressOf(view.query), label: view.name, count: all };
    }),
  );
  return [{ heading: ctx.t('one-stop.saved'), items }];
}

/** A form with a button alone, about a saved view. */
const act = (ctx: Ctx, view: SavedView, path: string, key: string): Html =>
  html`<form method="post" action="${VIEWS}/${view.id}/${path}">${csrfField(ctx)}<button class="link">${ctx.t(key)}</button></form>`;

/** What can be done with the saved view that is open. */
const aboutView = (ctx: Ctx, view: SavedView): Html =>
  html`<div class="row crumb no-print"><span class="q">${ctx.t(view.accountId ? 'one-stop.saved.own' : 'one-stop.saved.shared', { name: view.name })}</span>${act(
    ctx,
    view,
    FIRST,
    view.first ? 'one-stop.saved.not-first' : 'one-stop.saved.make-first',
  )}${isHis(ctx, view) && act(ctx, view, 'bo', 'one-stop.saved.drop')}</div>`;

/** Where what is asked for is kept under a name; what can be done with it where it is kept already. */
export async function savingOf(
  ctx: Ctx,
  desk: Desk,
  typed: Typed,
  view: SavedView | undefined,
  errors: Errors = [],
): Promise<Html | null> {
  if (view && !errors.length) return aboutView(ctx, view);
  if (!Object.keys(typed).length) return null;
  const { t } = ctx;
  const shares = sharesWith(ctx);
  const nameOf = await agencyNames(
    ctx.db,
    shares.map(agencyId => ({ agencyId, at: desk.now })),
  );
  return details(
    { summary: t('one-stop.saved.save'), open: errors.length > 0 },
    html`<form method="post" action="${VIEWS}">${csrfField(ctx)}${Object.entries(typed).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}
${textInput(t, { name: NAME, label: t('one-stop.saved.name'), hint: t('one-stop.saved.name-hint'), value: typedOr(ctx, NAME), error: errorOf(errors, NAME) })}${
  shares.length > 0 &&
  selectField(t, {
    name: SHARED,
    label: t('one-stop.saved.for'),
    any: t('one-stop.saved.for-me'),
    value: typedOr(ctx, SHARED),
    options: shares.flatMap(id => {
      const name = nameOf(id, desk.now);
      return name ? [{ value: id, label: t('one-stop.saved.for-agency', { agency: name }) }] : [];
    }),
  })
}${checkbox(t, { name: FIRST, label: t('one-stop.saved.first'), checked: typedOr(ctx, FIRST) === '1' })}
<p>${button({ label: t('one-stop.saved.keep'), alt: true })}</p></form>`,
  );
}

const typedOf = (ctx: Ctx): Typed =>
  typedIn(
    Object.fromEntries(
      Object.entries(ctx.req.body).flatMap(([k, v]) => (typeof v === 'string' ? [[k, v]] : [])),
    ),
  );

/** Keeps what is asked for. What cannot be kept comes back with the page and all that was typed. */
const save =
  (again: (ctx: Ctx, typed: Typed, errors: Errors) => Promise<Answer>) =>
  async (ctx: Ctx): Promise<Answer> => {
    const typed = typedOf(ctx);
    const by = { accountId: ctx.visitor!.accountId, at: ctx.clock.now() };
    const shared = textField(ctx.req.body, SHARED);
    if (!Object.keys(typed).length || (shared && !sharesWith(ctx).includes(shared))) throw NotFound();
    const view = { name: textField(ctx.req.body, NAME), query: typed, agencyId: shared || null };
    try {
      await ctx.db.tx(async tx => {
        const id = await saveView(tx, view, by);
        if (textField(ctx.req.body, FIRST) === '1') await openWith(tx, by.accountId, id);
      });
    } catch (error) {
      if (!isAppError(error) || error.status >= 500) throw error;
      const { code, params } = error;
      const words = { what: ctx.t(`error.${code}.what`, params), todo: ctx.t(`error.${code}.todo`, params) };
      return again(ctx, typed, [{ path: NAME, message: ctx.t('ui.refusal', words) }]);
    }
    return redirect(addressOf(typed));
  };

/** The view of the address, if the visitor sees it. Throws NotFound. */
async function viewOf(ctx: Ctx): Promise<SavedView> {
  const view = (await savedViewsOf(ctx)).find(v => v.id === ctx.req.params.id);
  if (!view) throw NotFound();
  return view;
}

async function drop(ctx: Ctx): Promise<Answer> {
  const view = await viewOf(ctx);
  if (!isHis(ctx, view)) throw NotFound();
  await ctx.db.tx(tx => dropView(tx, view.id));
  return redirect(addressOf(view.query));
}

async function first(ctx: Ctx): Promise<Answer> {
  const view = await viewOf(ctx);
  await ctx.db.tx(tx => openWith(tx, ctx.visitor!.accountId, view.first ? null : view.id));
  return redirect(addressOf(view.query));
}

export const savedViewRoutes = (
  again: (ctx: Ctx, typed: Typed, errors: Errors) => Promise<Answer>,
): readonly Route[] => [
  { method: 'POST', path: VIEWS, rule: 'official', handler: save(again) },
  { method: 'POST', path: `${VIEWS}/:id/bo`, rule: 'official', handler: drop },
  { method: 'POST', path: `${VIEWS}/:id/${FIRST}`, rule: 'official', handler: first },
];

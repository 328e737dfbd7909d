import { holdingsOfAccounts, keptTyped, listRoles, requireFresh, withStepUp } from '#engines/identity';
import { findPost, listPosts, type Post } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, queryText, type Route, redirect } from '#platform/http';
import {
  breadcrumbs,
  button,
  doneAt,
  type Errors,
  emptyState,
  errorSummary,
  formPageRoutes,
  type Html,
  html,
  note,
  type Printable,
  staffPage,
} from '#ui';
import { agencyNames } from '../agencies-on.ts';
import { idOf } from '../reach.ts';
import { titleText } from '../words.ts';
import {
  delegationFields,
  endDelegation,
  lookBefore,
  makeDelegation,
  type StandIn,
  standInsOf,
  TO_POST,
} from './posts/delegation-form.ts';
import { delegationsTable } from './posts/delegations-table.ts';

/** Where an official lets another post of the agency act for one of his own. */
export const OWN_DELEGATIONS = '/can-bo/uy-quyen';
const ID = 'own-delegations';
const DONE = ['delegated', 'delegation-ended'];

const todayOf = (ctx: Ctx) => localDate(ctx.clock.now());

/** The posts that the visitor holds today. */
async function ownPosts(ctx: Ctx): Promise<Post[]> {
  const today = todayOf(ctx);
  const held = await holdingsOfAccounts(ctx.db, [ctx.visitor!.accountId]);
  const now = held.filter(h => h.from <= today && (h.to === null || today < h.to));
  const posts = await Promise.all(now.map(h => findPost(ctx.db, h.postId, today)));
  return posts.filter(post => post !== undefined);
}

/** The post of the address. Throws NotFound when the visitor does not hold it today. */
async function loadOwn(ctx: Ctx): Promise<Post> {
  const id = idOf(ctx.req.params.post);
  const post = (await ownPosts(ctx)).find(own => own.id === id);
  if (!post) throw NotFound();
  return post;
}

/** Who may stand in: the other posts of the same agency. */
async function standIns(ctx: Ctx, post: Post): Promise<StandIn[]> {
  const others = await listPosts(ctx.db, post.agencyId, todayOf(ctx));
  const free = others.filter(other => other.id !== post.id);
  return standInsOf(
    ctx,
    free.map(other => ({ id: other.id, label: titleText(ctx, other) })),
  );
}

const frame = (ctx: Ctx, title: string, errors: Errors, main: Printable, way = false): Answer =>
  page(
    staffPage(
      ctx,
      { title, active: ID, error: errors.length > 0 },
      html`${
        way &&
        breadcrumbs(ctx.t, [{ href: OWN_DELEGATIONS, label: ctx.t('administration.own-delegations.title') }])
      }${errorSummary(ctx.t, errors)}<h1>${title}</h1>${main}`,
    ),
    { status: errors.length ? 422 : 200 },
  );

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const [posts, roles] = [await ownPosts(ctx), await listRoles(db)];
  const names = await agencyNames(
    ctx,
    posts.map(post => post.agencyId),
    todayOf(ctx),
  );
  const done = DONE.find(key => key === queryText(ctx.req.query, 'xong'));
  const section = async (post: Post): Promise<Html> => {
    const path = `${OWN_DELEGATIONS}/${post.id}`;
    return html`<section><h2>${titleText(ctx, post)} <small>${names.get(post.agencyId)}</small></h2>
${await delegationsTable(ctx, post, roles, path)}
<p>${button({ label: t('administration.delegation.link'), href: path, alt: true })}</p></section>`;
  };
  return frame(
    ctx,
    t('administration.own-delegations.title'),
    [],
    html`${done && html`<div role="status">${note(t(`administration.done.${done}`))}</div>`}
<p>${t('administration.own-delegations.about')}</p>
${posts.length ? await Promise.all(posts.map(section)) : emptyState({ why: t('administration.own-delegations.none') })}`,
  );
}

const make = formPageRoutes<Post>(
  {
    path: `${OWN_DELEGATIONS}/:post`,
    load: async ctx => {
      const post = await loadOwn(ctx);
      // Who acts in somebody's place binds as his signature does.
      await requireFresh(ctx.db, ctx.visitor!, ctx.req.method === 'GET' ? 15 : 60, ctx.clock.now());
      return post;
    },
    title: (ctx, post) => ctx.t('administration.delegation.add', { post: titleText(ctx, post) }),
    about: ctx => html`<p>${ctx.t('administration.delegation.about')}</p>`,
    fields: async (ctx, post, errors) => delegationFields(ctx, post, await standIns(ctx, post), errors),
    button: 'administration.delegation.button',
    kept: keptTyped,
    look: async (ctx, post) => lookBefore(ctx, await standIns(ctx, post)),
    submit: async (ctx, post) => {
      const errors = await makeDelegation(ctx, post, await standIns(ctx, post));
      return errors.length ? errors : doneAt(OWN_DELEGATIONS, 'delegated');
    },
    otherwise: TO_POST,
  },
  (ctx, _, { title, errors }, main) => frame(ctx, title, errors, main, true),
).map(route => ({ ...route, handler: withStepUp(route.handler, ctx => ctx.req.path) }));

/** Ends a delegation at once. */
const revoke: Route = {
  method: 'POST',
  path: `${OWN_DELEGATIONS}/:post/:delegation/bo`,
  rule: 'official',
  handler: async ctx => {
    const post = await loadOwn(ctx);
    await endDelegation(ctx, post, ctx.req.params.delegation ?? '');
    return redirect(doneAt(OWN_DELEGATIONS, 'delegation-ended'));
  },
};

export const ownDelegationRoutes: readonly Route[] = [
  { method: 'GET', path: OWN_DELEGATIONS, rule: 'official', handler: show },
  ...make,
  revoke,
];

import {
  actOf,
  agenciesInReach,
  endHolding,
  findOfficial,
  givePost,
  holdingsOfPost,
  searchOfficials,
} from '#engines/identity';
import { dayAfter, formatDate, localDate, readDay } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { dateField, doneAt, errorOf, type FieldError, html, textField, typedOr } from '#ui';
import { lastDayInPost } from '../../entries/last-day-in-post.ts';
import { formRoutes } from '../../form-page.ts';
import { givesAll } from '../../giving.ts';
import { mustBeAnothers } from '../../own-power.ts';
import { titleText } from '../../words.ts';
import { type LoadedPost, loadPost, postCrumbs, postPath, postsPath } from './load.ts';

const USER = 'nguoi-giu';
const FROM = 'tu-ngay';
const TO = 'den-ngay';
const LAST = 'ngay-cuoi';

/** Whether the visitor may give all roles of the post: only then it is his to hand over, to take, to delegate and to close. */
export async function mayGive(ctx: Ctx, { post }: LoadedPost): Promise<boolean> {
  return givesAll(ctx, post.agencyId, post.roles);
}

/** The post of the address. Throws NotFound when it is out of reach, or holds a right that the visitor may not give. */
export async function loadGivable(ctx: Ctx): Promise<LoadedPost> {
  const loaded = await loadPost(ctx);
  if (!(await mayGive(ctx, loaded))) throw NotFound();
  return loaded;
}

/** More are not offered while one types: the page would grow with the province. */
const OFFERED = 1000;

/** The officials in reach, as the field offers them and reads them again: `hotich.bacha Lù Thị Sen`. */
async function officialsByName(ctx: Ctx): Promise<string[]> {
  const { accounts } = await searchOfficials(ctx.db, {
    typed: '',
    status: 'active',
    agencyIds: await agenciesInReach(ctx, 'identity.manage'),
    date: localDate(ctx.clock.now()),
    limit: OFFERED,
    offset: 0,
  });
  return accounts.map(a => `${a.staffId ?? a.email ?? ''} ${a.name}`);
}

const give = formRoutes({
  path: `${postsPath(':id')}/:post/giao`,
  permission: 'identity.manage',
  active: 'agencies',
  load: loadGivable,
  title: (ctx, { post }) => ctx.t('administration.post.give', { post: titleText(ctx, post) }),
  crumbs: postCrumbs,
  fields: async (ctx, _, errors) => {
    const { t } = ctx;
    return html`${textField(t, {
      name: USER,
      label: t('administration.post.give.user'),
      hint: t('administration.post.give.user.hint'),
      value: typedOr(ctx, USER),
      error: errorOf(errors, USER),
      most: 300,
      suggestions: await officialsByName(ctx),
    })}${dateField(t, {
      name: FROM,
      label: t('administration.from'),
      value: typedOr(ctx, FROM, formatDate(localDate(ctx.clock.now()))),
      error: errorOf(errors, FROM),
    })}${dateField(t, {
      name: TO,
      label: t('administration.to'),
      optional: true,
      value: typedOr(ctx, TO),
      error: errorOf(errors, TO),
    })}`;
  },
  button: 'administration.post.give.button',
  submit: async (ctx, { post }) => {
    const { t, req } = ctx;
    const errors: FieldError[] = [];
    const official = await findOfficial(ctx.db, posted(req.body, USER).split(/\s/)[0] ?? '');
    const from = readDay(posted(req.body, FROM));
    const last = readDay(posted(req.body, TO));
    if (!official) errors.push({ path: USER, message: t('administration.post.give.user.wrong') });
    if (!from) errors.push({ path: FROM, message: t('ui.day.wrong') });
    else if (from < post.from || (post.to !== null && from >= post.to))
      errors.push({ path: FROM, message: t('administration.post.give.not-there') });
    if (posted(req.body, TO) && !last) errors.push({ path: TO, message: t('ui.day.wrong') });
    else if (last && from && last < from) errors.push({ path: TO, message: t('administration.day.before') });
    if (errors.length || !official || !from) return errors;
    const to = last ? dayAfter(last) : null;
    await mustBeAnothers(ctx, official.id, { agencyId: post.agencyId, roles: post.roles, to });
    await ctx.db.tx(tx =>
      givePost(tx, { postId: post.id, accountId: official.id, from, to }, actOf(ctx, 'identity.manage')),
    );
    return doneAt(postPath(post), 'post-given');
  },
  errorFields: { POST_HELD: FROM, OWN_POWER: USER },
  otherwise: USER,
});

const end = formRoutes({
  path: `${postsPath(':id')}/:post/thoi-giu/:holding`,
  permission: 'identity.manage',
  active: 'agencies',
  load: async ctx => {
    const loaded = await loadGivable(ctx);
    const holdings = await holdingsOfPost(ctx.db, loaded.post.id);
    const holding = holdings.find(h => h.id === ctx.req.params.holding);
    if (!holding) throw NotFound();
    return { ...loaded, holding };
  },
  title: (ctx, { holding }) => ctx.t('administration.post.take', { name: holding.name }),
  crumbs: postCrumbs,
  about: ctx => html`<p>${ctx.t('administration.post.take.about')}</p>`,
  fields: (ctx, _, errors) =>
    dateField(ctx.t, {
      name: LAST,
      label: ctx.t('administration.post.take.last'),
      value: typedOr(ctx, LAST, formatDate(localDate(ctx.clock.now()))),
      error: errorOf(errors, LAST),
    }),
  button: 'administration.post.take.button',
  submit: async (ctx, { post, holding }) => {
    const last = readDay(posted(ctx.req.body, LAST));
    if (!last) return [{ path: LAST, message: ctx.t('ui.day.wrong') }];
    // An end is never put off here: that would give the post for longer, which another may hold by then.
    if (holding.to !== null && dayAfter(last) > holding.to)
      return [
        { path: LAST, message: ctx.t('administration.post.take.later', { day: formatDate(holding.to) }) },
      ];
    const { name, accountId, postId } = holding;
    const asked = { accountId, postId, from: dayAfter(last) };
    const acted = await lastDayInPost(ctx.db, ctx.get(ledgerService), asked);
    if (acted)
      return [
        {
          path: LAST,
          message: ctx.t('administration.post.take.acted', { name, day: formatDate(acted) }),
        },
      ];
    await ctx.db.tx(tx => endHolding(tx, holding.id, dayAfter(last), actOf(ctx, 'identity.manage')));
    return doneAt(postPath(post), 'post-taken');
  },
  otherwise: LAST,
});

export const holderRoutes: readonly Route[] = [...give, ...end];

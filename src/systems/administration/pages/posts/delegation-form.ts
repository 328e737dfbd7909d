import {
  actOf,
  delegate,
  holdersOfPosts,
  listDelegations,
  listRoles,
  revokeDelegation,
} from '#engines/identity';
import type { Post } from '#engines/organisation';
import { listAbsences } from '#engines/work';
import { dayAfter, dayBefore, formatDate, localDate, readDay, yearsAfter } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, textFields } from '#platform/http';
import {
  checkboxes,
  dateField,
  doOnce,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  type Look,
  selectField,
  textArea,
  typedOr,
} from '#ui';
import { fieldsOfRoles, roleWithFields } from '../../role-fields.ts';
import { tellDelegates } from '../../tell-delegates.ts';
import { dayHint } from '../day-hint.ts';

/** Field of the post that stands in: where refusals of the engine are shown. */
export const TO_POST = 'vi-tri-nhan';
const ROLES = 'vai-tro';
const FROM = 'tu-ngay';
const TO = 'den-ngay';
const REASON = 'ly-do';

/** A delegation is for a time: longer than the term of a council it would be a change of posts. */
const LONGEST_YEARS = 5;

/** A post that may stand in, as a choice. */
export type StandIn = { value: string; label: string };

/** Those posts as choices, each with who holds it today: one chooses a person more than a title. */
export async function standInsOf(
  ctx: Ctx,
  posts: ReadonlyArray<{ id: string; label: string }>,
): Promise<StandIn[]> {
  const ids = posts.map(p => p.id);
  const holders = await holdersOfPosts(ctx.db, ids, localDate(ctx.clock.now()));
  return posts.map(({ id, label }) => {
    const names = holders.filter(h => h.postId === id).map(h => h.name);
    return { value: id, label: [label, ...names].join(' · ') };
  });
}

/** Which post stands in, with which roles of `post`, from when until when, and why. */
export async function delegationFields(
  ctx: Ctx,
  post: Post,
  standIns: readonly StandIn[],
  errors: Errors,
): Promise<Html> {
  const { t } = ctx;
  const roles = (await listRoles(ctx.db)).filter(r => post.roles.includes(r.id));
  const fields = await fieldsOfRoles(ctx.db, post.id);
  const day = (name: string, key: string) =>
    dateField(t, {
      name,
      label: t(key),
      hint: dayHint(ctx),
      value: typedOr(ctx, name),
      error: errorOf(errors, name),
    });
  return html`${selectField(t, {
    name: TO_POST,
    label: t('administration.delegation.to'),
    value: typedOr(ctx, TO_POST),
    error: errorOf(errors, TO_POST),
    options: standIns,
  })}${checkboxes(t, {
    name: ROLES,
    label: t('administration.delegation.roles'),
    values: ctx.req.method === 'GET' ? roles.map(r => r.id) : textFields(ctx.req.body, ROLES),
    error: errorOf(errors, ROLES),
    options: roles.map(r => ({ value: r.id, label: roleWithFields(t, r, fields) })),
  })}<div class="fs">${day(FROM, 'administration.from')}${day(TO, 'administration.to')}</div>${textArea(t, {
    name: REASON,
    label: t('administration.delegation.reason'),
    hint: t('administration.delegation.reason.hint'),
    value: typedOr(ctx, REASON),
    error: errorOf(errors, REASON),
    rows: 2,
  })}`;
}

/** What was wished in the form; `last`: its last local day. */
type Wish = { toPostId: string; roles: string[]; from: string; last: string; reason: string };

/** The wish of the form, or what has to be corrected in it. */
function readWish(ctx: Ctx, standIns: readonly StandIn[]): Wish | FieldError[] {
  const { t, req } = ctx;
  const errors: FieldError[] = [];
  const toPostId = posted(req.body, TO_POST);
  const roles = textFields(req.body, ROLES);
  const from = readDay(posted(req.body, FROM));
  const last = readDay(posted(req.body, TO));
  const reason = posted(req.body, REASON);
  if (!standIns.some(other => other.value === toPostId))
    errors.push({ path: TO_POST, message: t('administration.delegation.to.wrong') });
  if (!roles.length) errors.push({ path: ROLES, message: t('administration.delegation.roles.wrong') });
  if (!from) errors.push({ path: FROM, message: t('ui.day.wrong') });
  // What was done before was not done by delegation, and nothing said today makes it so.
  else if (from < localDate(ctx.clock.now()))
    errors.push({ path: FROM, message: t('administration.delegation.from.past') });
  if (!last) errors.push({ path: TO, message: t('ui.day.wrong') });
  else if (from && last < from) errors.push({ path: TO, message: t('administration.day.before') });
  else if (from && last >= yearsAfter(from, LONGEST_YEARS))
    errors.push({ path: TO, message: t('administration.delegation.to.long', { years: LONGEST_YEARS }) });
  if (!reason || reason.length > 500)
    errors.push({ path: REASON, message: t('administration.delegation.reason.wrong') });
  return errors.length || !from || !last ? errors : { toPostId, roles, from, last, reason };
}

/** Who of those that would stand in is recorded as away on some of the days; null where nobody is. */
async function awayOf({ db, t }: Ctx, { toPostId, from, last }: Wish): Promise<Html | null> {
  const holders = await holdersOfPosts(db, [toPostId], from);
  const ids = holders.map(h => h.accountId);
  const absences = (await listAbsences(db, ids, from)).filter(a => a.from <= last);
  if (!absences.length) return null;
  const away = absences.map(a => ({
    name: holders.find(h => h.accountId === a.accountId)?.name ?? '',
    from: formatDate(a.from),
    to: formatDate(dayBefore(a.to)),
  }));
  return html`<ul>${away.map(a => html`<li>${t('administration.delegation.away.who', a)}</li>`)}</ul>
<p>${t('administration.delegation.away.about', { from: formatDate(from), to: formatDate(last) })}</p>`;
}

/**
 * What is told before a delegation is made, and forbids nothing: that it is for more than a year, and that who would stand in is recorded as away on
 * some of the days, for he may be back sooner. Null where there is nothing to tell; or what has to be corrected.
 */
export async function lookBefore(
  ctx: Ctx,
  standIns: readonly StandIn[],
): Promise<Look | FieldError[] | null> {
  const { t } = ctx;
  const wish = readWish(ctx, standIns);
  if (Array.isArray(wish)) return wish;
  const { from, last } = wish;
  const away = await awayOf(ctx, wish);
  const long = last >= yearsAfter(from, 1);
  if (!away && !long) return null;
  const days = { from: formatDate(from), to: formatDate(last) };
  return {
    title: t(`administration.delegation.${long ? 'long' : 'away'}`),
    about: html`${long && html`<p>${t('administration.delegation.long.about', days)}</p>`}${
      long && away && html`<h2>${t('administration.delegation.away')}</h2>`
    }${away}`,
    button: t('administration.delegation.away.button'),
  };
}

/** Makes the delegation of the form and tells who stands in, once; or what has to be corrected. Throws DelegationRefused. */
export async function makeDelegation(
  ctx: Ctx,
  post: Post,
  standIns: readonly StandIn[],
): Promise<FieldError[]> {
  const read = readWish(ctx, standIns);
  if (Array.isArray(read)) return read;
  const { last, ...rest } = read;
  await ctx.db.tx(tx =>
    doOnce(ctx, tx, async () => {
      const wish = { fromPostId: post.id, ...rest, to: dayAfter(last) };
      const act = actOf(ctx, 'identity.manage');
      const id = await delegate(tx, wish, act);
      await tellDelegates(tx, { id, postId: post.id }, 'made', act, ctx.texts.of('vi'));
      return { id };
    }),
  );
  return [];
}

/** Ends at once what `post` gave under `id`, and tells who stood in. Throws NotFound where it gave none. */
export async function endDelegation(ctx: Ctx, post: Post, id: string): Promise<void> {
  const act = actOf(ctx, 'identity.manage');
  await ctx.db.tx(async tx => {
    const own = (await listDelegations(tx, [post.id])).find(d => d.id === id && d.fromPostId === post.id);
    if (!own) throw NotFound();
    await revokeDelegation(tx, own.id, act);
    if (!own.revokedAt) await tellDelegates(tx, { id, postId: post.id }, 'ended', act, ctx.texts.of('vi'));
  });
}

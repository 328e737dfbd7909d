import { actOf, mustHoldAll } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { ledgerService, type Standing } from '#platform/ledger';
import {
  doneAt,
  errorOf,
  type FieldError,
  html,
  keyValues,
  note,
  type Printable,
  textArea,
  typedOr,
} from '#ui';
import { formRoutes } from '../../../form-page.ts';
import { incidentCrumbs } from '../crumbs.ts';
import { fault } from '../fault.ts';
import { tellingRoutes } from '../second.ts';
import { enterFollower, ofFollower, positionOf } from './act.ts';
import { entryText, FOLLOWERS, followerSays, followerText, PERMISSION, subjectTexts } from './words.ts';

const REASON = 'ly-do';
const LONGEST = 1000;

/** The follower of the address, if it still stands at the entry of the address. Throws NotFound. */
async function load(ctx: Ctx): Promise<Loaded> {
  await mustHoldAll(ctx, PERMISSION);
  const position = positionOf(ctx);
  const still = await ctx.get(ledgerService).followers.standing(ctx.db);
  const found = still.find(s => s.id === ctx.req.params.follower && s.position === position);
  if (!found?.entry) throw NotFound();
  return { ...found, subject: (await subjectTexts(ctx, [found.entry]))(found.entry) };
}

type Loaded = Standing & { subject: Printable };

const about = (ctx: Ctx, s: Loaded): Printable =>
  html`${keyValues(ctx.t, [
    { label: ctx.t('administration.follower.what'), value: followerText(ctx, s.id) },
    { label: ctx.t('administration.follower.entry'), value: entryText(ctx, s.entry) },
    { label: ctx.t('administration.follower.subject'), value: s.subject },
    {
      label: ctx.t('administration.follower.recorded'),
      value: s.entry && formatDateTime(s.entry.recordedAt),
    },
    { label: ctx.t('administration.incident.error'), value: fault(ctx, s.error) },
  ])}${note(followerSays(ctx, s.id, 'skip'))}<p>${ctx.t('administration.follower.skip.about')}</p>`;

const reasonErrors = (ctx: Ctx): FieldError[] => {
  const { length } = posted(ctx.req.body, REASON);
  return length < 10 || length > LONGEST
    ? [{ path: REASON, message: ctx.t('administration.follower.reason.wrong') }]
    : [];
};

/** The last resort where an entry can never be taken: it is passed over, so that all the others are seen to. Asked twice. */
export const skipEntryRoutes: readonly Route[] = tellingRoutes(
  ofFollower,
  formRoutes<Loaded>({
    path: `${FOLLOWERS}/:follower/:position/bo-qua`,
    permission: PERMISSION,
    active: 'incidents',
    leave: true,
    load,
    title: ctx => ctx.t('administration.follower.skip'),
    crumbs: ctx => [
      ...incidentCrumbs(ctx),
      { href: FOLLOWERS, label: ctx.t('administration.followers.title') },
    ],
    about,
    fields: (ctx, _, errors) =>
      textArea(ctx.t, {
        name: REASON,
        label: ctx.t('administration.job.reason'),
        hint: ctx.t('administration.follower.reason.hint'),
        value: typedOr(ctx, REASON),
        error: errorOf(errors, REASON),
        rows: 3,
      }),
    button: 'administration.follower.skip.button',
    look: async (ctx, s) => {
      const errors = reasonErrors(ctx);
      if (errors.length) return errors;
      return {
        title: ctx.t('administration.follower.skip.sure'),
        about: html`${about(ctx, s)}<p>${ctx.t('administration.job.reason')}: ${posted(ctx.req.body, REASON)}</p>`,
        button: ctx.t('administration.follower.skip.do'),
      };
    },
    submit: async (ctx, { id, position }) => {
      const errors = reasonErrors(ctx);
      if (errors.length) return errors;
      const reason = posted(ctx.req.body, REASON);
      const act = actOf(ctx, PERMISSION);
      await ctx.db.tx(async tx => {
        const what = { position, by: act.actor, at: act.at, reason };
        const entry = await ctx.get(ledgerService).followers.skip(tx, id, what);
        if (!entry) throw NotFound();
        await enterFollower(
          tx,
          act,
          id,
          'entry-skipped',
          { position, entry: entry.id, kind: entry.kind },
          { reason },
        );
      });
      return doneAt(FOLLOWERS, 'entry-skipped');
    },
    otherwise: REASON,
  }),
);

import { casesService } from '#engines/cases';
import { limitText } from '#engines/worktime';
import { type Ctx, type Route, textField } from '#platform/http';
import { checkbox, doOnce, type Errors, errorOf, type Html, html, textArea, typedOr } from '#ui';
import { decline, prolong, takeOn } from '../actions/take-on.ts';
import { noMoreTime } from '../no-more-time.ts';
import { settleLimit } from '../rules/limits.ts';
import { actPages, home, inTime, type LoadedComplaint, loadFor } from './act-pages.ts';
import { settleRoutes } from './settle.ts';
import { tooShort } from './too-short.ts';

const COMPLEX = 'phuc-tap';
const REMOTE = 'vung-xa';
const REASON = 'ly-do';

/** A button says that the complainant is told where he can be. */
const buttonOf =
  (act: string) =>
  ({ told }: LoadedComplaint): string =>
    `complaints.${act}.button${told === 'told' ? '' : '-untold'}`;

const reasonField = (ctx: Ctx, act: string, errors: Errors): Html =>
  textArea(ctx.t, {
    name: REASON,
    label: ctx.t(`complaints.${act}.reason`),
    hint: ctx.t(`complaints.${act}.reason-hint`),
    value: typedOr(ctx, REASON),
    error: errorOf(errors, REASON),
    rows: 4,
  });

/** Whoever opens the form once there is no more time to be taken reads why, who took it and when. */
async function loadToProlong(ctx: Ctx): Promise<LoadedComplaint> {
  const loaded = await loadFor('complaint.handle')(ctx);
  const { complaint } = loaded;
  if (ctx.req.method !== 'GET' || complaint.status !== 'taken-on') return loaded;
  const refusal = await noMoreTime(ctx.db, ctx.get(casesService).ledger, complaint, ctx.clock.now());
  if (refusal) throw refusal;
  return loaded;
}

/** An act that needs a reason of ten characters at least, done once. */
const withReason = (act: 'decline' | 'prolong', path: string, run: typeof decline): Route[] =>
  actPages(path, {
    while: act === 'decline' ? 'received' : 'taken-on',
    permission: 'complaint.handle',
    load: act === 'prolong' ? loadToProlong : loadFor('complaint.handle'),
    typed: ({ req }) => [textField(req.body, REASON)],
    title: ctx => ctx.t(`complaints.${act}.title`),
    about: (ctx, loaded) => {
      const { complaint: c } = loaded;
      const limit = limitText(settleLimit(c.level, { complex: true, remote: c.remote }), ctx.t);
      return html`<p>${ctx.t(`complaints.${act}.about`, { limit })}</p>${act === 'decline' && inTime(ctx, loaded)}`;
    },
    fields: (ctx, _, errors) => reasonField(ctx, act, errors),
    button: buttonOf(act),
    submit: async (ctx, loaded) => {
      const { complaint, actor } = loaded;
      const reason = textField(ctx.req.body, REASON);
      const missing = `complaints.${act}.reason-missing`;
      const short = tooShort(ctx, { path: REASON, text: reason, least: 10, missing });
      if (short.length) return short;
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          await run(tx, ctx.get(casesService).ledger, { id: complaint.id, reason }, actor);
          return {};
        }),
      );
      return home(loaded, act === 'decline' ? 'declined' : 'prolonged');
    },
    otherwise: REASON,
  });

const takeOnRoutes = actPages('thu-ly', {
  while: 'received',
  permission: 'complaint.handle',
  load: loadFor('complaint.handle'),
  typed: () => [],
  title: ctx => ctx.t('complaints.take-on.title'),
  about: ({ t }, loaded) => {
    const { complaint: c } = loaded;
    const limit = (complex: boolean, remote: boolean) =>
      limitText(settleLimit(c.level, { complex, remote }), t);
    const words = { plain: limit(false, false), complex: limit(true, false), remote: limit(false, true) };
    return html`<p>${t('complaints.take-on.about', { ...words, both: limit(true, true) })} <span class="q">${t('complaints.why.unverified')}</span></p>${inTime({ t }, loaded)}`;
  },
  fields: (ctx, _, errors) =>
    html`${[COMPLEX, REMOTE].map((name, i) =>
      checkbox(ctx.t, {
        name: name,
        label: ctx.t(i ? 'complaints.take-on.remote' : 'complaints.take-on.complex'),
        checked: typedOr(ctx, name) !== '',
        error: errorOf(errors, name),
      }),
    )}`,
  button: buttonOf('take-on'),
  submit: async (ctx, loaded) => {
    const { complaint, actor } = loaded;
    const ticked = (name: string) => textField(ctx.req.body, name) !== '';
    const wish = { id: complaint.id, complex: ticked(COMPLEX), remote: ticked(REMOTE) };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await takeOn(tx, ctx.get(casesService).ledger, wish, actor);
        return {};
      }),
    );
    return home(loaded, 'taken-on');
  },
  otherwise: COMPLEX,
});

/** What officials do with a complaint: take it on, decline it, take more time, settle it. */
export const staffActRoutes: readonly Route[] = [
  ...takeOnRoutes,
  ...withReason('decline', 'khong-thu-ly', decline),
  ...withReason('prolong', 'gia-han', prolong),
  ...settleRoutes,
];

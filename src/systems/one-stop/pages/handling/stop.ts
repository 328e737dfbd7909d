import { type Actor, casesService, keepsDesk, stopProcessing, waitingDays } from '#engines/cases';
import { type Ctx, textField as posted } from '#platform/http';
import { doneAt, doOnce, errorOf, html, textArea, typedOr } from '#ui';
import { deciderOf } from '../decider.ts';
import { stillSeen } from '../seen.ts';
import { byTold, tells } from '../who-is-told.ts';
import { DOSSIER, decidingRoutes, deskActorOf, type LoadedDossier, loadFor, pathOf } from './load.ts';

const REASON = 'ly-do';

/** What the applicant has let lie is stopped in the course of the step; all else by who decides. */
const actorOf = (ctx: Ctx, loaded: LoadedDossier): Actor =>
  loaded.facts.waits && keepsDesk(loaded.asker, loaded.facts).length
    ? deskActorOf(ctx, loaded)
    : deciderOf(ctx, loaded.facts);

/** A text with an example of what is the case: a result that others rest on has fallen, or the applicant has let it lie. */
const byCause = (key: string, { facts }: LoadedDossier): string => (facts.fallen ? `${key}-fallen` : key);

/** Stops handling the dossier, in writing (form 05). */
export const stopRoutes = decidingRoutes({
  path: `${DOSSIER}/dung`,
  load: ctx => loadFor(ctx, 'stop'),
  title: ctx => ctx.t('one-stop.stop.title'),
  about: (ctx, { told }) =>
    html`<p>${ctx.t('one-stop.stop.about', { hours: ctx.get(casesService).undoHours })} ${tells(ctx, told)}</p>`,
  fields: async (ctx, loaded, errors) =>
    textArea(ctx.t, {
      name: REASON,
      label: ctx.t('one-stop.stop.reason'),
      hint: ctx.t(byCause('one-stop.stop.reason-hint', loaded), { days: await waitingDays(ctx.db) }),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 3,
    }),
  button: ({ told }) => byTold('one-stop.stop.button', told),
  submit: async (ctx, loaded) => {
    const reason = posted(ctx.req.body, REASON);
    if (reason.length < 10) {
      const days = await waitingDays(ctx.db);
      return [{ path: REASON, message: ctx.t(byCause('one-stop.stop.reason-missing', loaded), { days }) }];
    }
    const wish = { dossierId: loaded.dossier.id, reason };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await stillSeen(ctx, tx, wish.dossierId);
        await stopProcessing(tx, ctx.get(casesService), wish, actorOf(ctx, loaded));
        return {};
      }),
    );
    return doneAt(pathOf(loaded.dossier), 'stopped');
  },
  otherwise: REASON,
});

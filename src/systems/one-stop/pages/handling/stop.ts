import {
  type Actor,
  accountNames,
  casesService,
  isOwnEnding,
  keepsDesk,
  listSupplementRequests,
  mayAct,
  stopProcessing,
  waitingDays,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import { checkbox, doneAt, doOnce, errorOf, html, note, textArea, typedOr } from '#ui';
import { deciderOf } from '../decider.ts';
import { stillSeen } from '../seen.ts';
import { byTold, tells } from '../who-is-told.ts';
import { DOSSIER, decidingRoutes, deskActorOf, type LoadedDossier, loadFor, pathOf } from './load.ts';

const REASON = 'ly-do';
/** Ticked by who stops it although the applicant may still bring what he was asked for. */
const ANYWAY = 'van-dung';

type Loaded = LoadedDossier & { own: boolean; asked: string | undefined };

/** What the applicant has let lie is stopped in the course of the step; all else by who decides. */
const actorOf = (ctx: Ctx, loaded: Pick<LoadedDossier, 'facts' | 'asker'>): Actor =>
  loaded.facts.waits && keepsDesk(loaded.asker, loaded.facts).length
    ? deskActorOf(ctx, loaded)
    : deciderOf(ctx, loaded.facts);

/** Whether it is for another to stop it: the reader has examined it, or proposed that it be refused, himself. */
export const isOwnStop = async (
  ctx: Ctx,
  { dossier, ...loaded }: Pick<LoadedDossier, 'dossier' | 'facts' | 'asker'>,
): Promise<boolean> =>
  mayAct(loaded.asker, 'stop', loaded.facts) && isOwnEnding(ctx.db, dossier, 'stop', actorOf(ctx, loaded));

/** What was asked of the applicant, who may still answer: by whom and when; undefined where nothing is, or the time of the province for it is over. */
async function stillAsked(ctx: Ctx, { dossier, facts }: LoadedDossier): Promise<string | undefined> {
  if (dossier.status !== 'supplementing' || facts.waits) return undefined;
  const open = (await listSupplementRequests(ctx.db, dossier.id)).find(s => !s.answeredAt && !s.undoneAt);
  if (!open) return undefined;
  return ctx.t('one-stop.stop.asked', {
    number: `${open.number}/${open.year}`,
    at: formatDateTime(open.askedAt),
    who: (await accountNames(ctx.db, [open.askedBy])).get(open.askedBy) ?? '',
    what: open.what,
    days: await waitingDays(ctx.db),
  });
}

/** A text with an example of what is the case: a result that others rest on has fallen, or the applicant has let it lie. */
const byCause = (key: string, { facts }: LoadedDossier): string => (facts.fallen ? `${key}-fallen` : key);

/** Stops handling the dossier, in writing (form 05). */
export const stopRoutes = decidingRoutes({
  path: `${DOSSIER}/dung`,
  load: async (ctx): Promise<Loaded> => {
    const loaded = await loadFor(ctx, 'stop');
    return { ...loaded, own: await isOwnStop(ctx, loaded), asked: await stillAsked(ctx, loaded) };
  },
  title: ctx => ctx.t('one-stop.stop.title'),
  about: (ctx, { told, own }) =>
    own
      ? note(ctx.t('one-stop.stop.own'))
      : html`<p>${ctx.t('one-stop.stop.about', { hours: ctx.get(casesService).undoHours })} ${tells(ctx, told)}</p>`,
  without: (_, { own }) => own,
  fields: async (ctx, loaded, errors) =>
    html`${
      loaded.asked !== undefined &&
      html`${note(loaded.asked)}${checkbox(ctx.t, {
        name: ANYWAY,
        label: ctx.t('one-stop.stop.anyway'),
        checked: typedOr(ctx, ANYWAY) !== '',
        error: errorOf(errors, ANYWAY),
      })}`
    }${textArea(ctx.t, {
      name: REASON,
      label: ctx.t('one-stop.stop.reason'),
      hint: ctx.t(byCause('one-stop.stop.reason-hint', loaded), { days: await waitingDays(ctx.db) }),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 3,
    })}`,
  button: ({ told }) => byTold('one-stop.stop.button', told),
  submit: async (ctx, loaded) => {
    const reason = posted(ctx.req.body, REASON);
    if (reason.length < 10) {
      const days = await waitingDays(ctx.db);
      return [{ path: REASON, message: ctx.t(byCause('one-stop.stop.reason-missing', loaded), { days }) }];
    }
    if (loaded.asked !== undefined && !posted(ctx.req.body, ANYWAY))
      return [{ path: ANYWAY, message: ctx.t('one-stop.stop.anyway-missing') }];
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

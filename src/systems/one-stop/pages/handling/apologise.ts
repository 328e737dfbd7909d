import { apologise, casesService, type Dossier, findApology } from '#engines/cases';
import { exampleNewDate, isTooEarly, latestNewDate, loadCalendar } from '#engines/worktime';
import { formatDate, formatDateTime, readDay } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import { dateField, doneAt, doOnce, errorOf, html, note, textArea, typedOr } from '#ui';
import { tells } from '../who-is-told.ts';
import { DOSSIER, handlingRoutes, type LoadedDossier, leaderOf, loadFor, pathOf } from './load.ts';

const DATE = 'ngay-hen';
const REASON = 'ly-do';

type Loaded = LoadedDossier & { apology: Awaited<ReturnType<typeof findApology>>; early: boolean };

const calendarFor = (ctx: Ctx, { agencyId, clockAgencyId, receivedAt }: Dossier) =>
  loadCalendar(ctx.db, clockAgencyId ?? agencyId, receivedAt);

/** The one apology with one new date (form 04). Once it was given there is nothing more to send. */
export const apologiseRoutes = handlingRoutes<Loaded>({
  path: `${DOSSIER}/xin-loi`,
  load: async ctx => {
    const loaded = await loadFor(ctx, 'apologise');
    const { id, dueAt, timeLimit: limit } = loaded.dossier;
    const calendar = await calendarFor(ctx, loaded.dossier);
    const early = isTooEarly({ dueAt, at: ctx.clock.now(), limit, calendar });
    return { ...loaded, apology: await findApology(ctx.db, id), early };
  },
  title: ctx => ctx.t('one-stop.apology.title'),
  about: ({ t }, { dossier, apology, told, early }) =>
    apology
      ? html`<p class="why">${t('one-stop.apology.given', { until: formatDateTime(apology.until) })}</p>
<p><a href="${pathOf(dossier)}/phieu/xin-loi.pdf">${t('one-stop.apology.slip', { number: `${apology.number}/${apology.year}` })}</a></p>`
      : early
        ? note(
            t('ui.refusal', {
              what: t('error.APOLOGY_TOO_EARLY.what', { due: formatDateTime(dossier.dueAt) }),
              todo: t('error.APOLOGY_TOO_EARLY.todo'),
            }),
          )
        : html`<p>${t('one-stop.apology.about', { due: formatDateTime(dossier.dueAt) })} ${tells({ t }, told)}</p>`,
  without: (_, { apology, early }) => apology !== undefined || early,
  fields: async (ctx, { dossier }, errors) => {
    const { t } = ctx;
    const calendar = await calendarFor(ctx, dossier);
    const about = { dueAt: dossier.dueAt, at: ctx.clock.now(), calendar };
    const latest = formatDate(latestNewDate({ ...about, limit: dossier.timeLimit }));
    const example = formatDate(exampleNewDate(about));
    return html`${dateField(t, {
      name: DATE,
      label: t('one-stop.apology.date'),
      // An example that is the last day itself says nothing new.
      hint: t(`one-stop.apology.date-hint${example === latest ? '-latest' : ''}`, { latest, example }),
      value: typedOr(ctx, DATE),
      error: errorOf(errors, DATE),
    })}${textArea(t, {
      name: REASON,
      label: t('one-stop.apology.reason'),
      hint: t('one-stop.apology.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 3,
    })}`;
  },
  button: 'one-stop.apology.button',
  submit: async (ctx, loaded) => {
    const { t } = ctx;
    const newDate = readDay(posted(ctx.req.body, DATE));
    const reason = posted(ctx.req.body, REASON);
    const errors = [
      ...(newDate ? [] : [{ path: DATE, message: t('ui.day.wrong') }]),
      ...(reason.length >= 10 ? [] : [{ path: REASON, message: t('one-stop.apology.reason-missing') }]),
    ];
    if (errors.length || !newDate) return errors;
    const wish = { dossierId: loaded.dossier.id, newDate, reason };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await apologise(tx, ctx.get(casesService), wish, leaderOf(ctx, loaded));
        return {};
      }),
    );
    return doneAt(pathOf(loaded.dossier), 'apologised');
  },
  errorFields: { REASON_MISSING: REASON, REASON_TOO_LONG: REASON },
  otherwise: DATE,
});

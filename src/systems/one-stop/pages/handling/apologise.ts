import { apologise, casesService, storyOf } from '#engines/cases';
import { formatDate, formatDateTime, readDay } from '#platform/clock';
import { textField as posted } from '#platform/http';
import { dateField, doneAt, doOnce, errorOf, html, textArea, typedOr } from '#ui';
import { DOSSIER, handlingRoutes, leaderOf, loadFor, pathOf } from './load.ts';

const DATE = 'ngay-hen';
const REASON = 'ly-do';

const aWeekAfter = (at: Date): Date => new Date(at.getTime() + 7 * 86_400_000);

/** The one apology with one new date (form 04). */
export const apologiseRoutes = handlingRoutes({
  path: `${DOSSIER}/xin-loi`,
  load: ctx => loadFor(ctx, 'apologise'),
  title: ctx => ctx.t('one-stop.apology.title'),
  fields: async (ctx, { dossier }, errors) => {
    const { t } = ctx;
    const now = ctx.clock.now();
    const { apology } = await storyOf(ctx.db, ctx.get(casesService).ledger, dossier, now);
    return html`<p>${t('one-stop.apology.about', { due: formatDateTime(dossier.dueAt) })}</p>
${apology && html`<p class="why">${t('one-stop.apology.given', { until: formatDateTime(apology.until) })}</p>`}
${dateField(t, {
  name: DATE,
  label: t('one-stop.apology.date'),
  hint: t('one-stop.apology.date-hint', { example: formatDate(aWeekAfter(dossier.dueAt)) }),
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

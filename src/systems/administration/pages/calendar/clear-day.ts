import { type WouldMove, wouldMove } from '#engines/cases';
import { actOf } from '#engines/identity';
import { asIfCleared, clearDay, listDays, type SpecialDay } from '#engines/worktime';
import { formatDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, queryText, type Route } from '#platform/http';
import { button, capital, errorOf, html, keyValues, note, textArea, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { adminPage } from '../../view.ts';
import { setAgainPath } from './day.ts';
import { kindText, longDay } from './day-words.ts';
import { CALENDARS, calendarCrumbs, calendarPath, type LoadedCalendar, loadOwnCalendar } from './load.ts';
import { movesText } from './moves-text.ts';

const DATE = 'ngay';
const REASON = 'ly-do';
const LONGEST = 500;

type Loaded = LoadedCalendar & { day: SpecialDay; moves: WouldMove | null };

/** The day of the address as the calendar has it, and before it is asked for, what taking it away would move. */
async function load(ctx: Ctx): Promise<Loaded> {
  const place = await loadOwnCalendar(ctx);
  const { calendar } = place;
  const date = queryText(ctx.req.query, DATE) || posted(ctx.req.body, DATE);
  const year = Number(date.slice(0, 4));
  const day =
    Number.isInteger(year) && (await listDays(ctx.db, calendar.id, year)).find(d => d.date === date);
  if (!day) throw NotFound();
  const change = { agencyId: calendar.agencyId, from: date, to: date };
  const moves = await asIfCleared(ctx.db, calendar.id, date, tx => wouldMove(tx, change, ctx.clock.now()));
  return { ...place, day, moves };
}

export const clearDayRoutes: readonly Route[] = formRoutes<Loaded>({
  path: `${CALENDARS}/:calendar/ngay/bo`,
  permission: 'worktime.manage',
  active: 'calendar',
  load,
  title: (ctx, { day }) => ctx.t('administration.calendar.clear.title', { date: formatDate(day.date) }),
  crumbs: calendarCrumbs,
  about: (ctx, { day, moves }) => {
    const { t } = ctx;
    return html`${keyValues(t, [
      { label: t('administration.calendar.date'), value: capital(longDay(ctx, day.date)) },
      { label: t('administration.calendar.name'), value: day.name[ctx.lang] },
      { label: t('administration.calendar.kind'), value: kindText(ctx, day) },
    ])}<div class="box">${moves && movesText(ctx, moves)}<p>${t('administration.calendar.clear.after')}</p></div>`;
  },
  fields: (ctx, { day }, errors) =>
    html`<input type="hidden" name="${DATE}" value="${day.date}">${textArea(ctx.t, {
      name: REASON,
      label: ctx.t('administration.calendar.clear.reason'),
      hint: ctx.t('administration.calendar.clear.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`,
  button: 'administration.calendar.clear.button',
  after: (ctx, { calendar, day }) =>
    html`<a href="${calendarPath(calendar.id)}?nam=${day.date.slice(0, 4)}">${ctx.t('administration.calendar.clear.keep')}</a>`,
  submit: async (ctx, place) => {
    const { t } = ctx;
    const { calendar, day } = place;
    const reason = posted(ctx.req.body, REASON);
    if (reason.length < 5)
      return [{ path: REASON, message: t('administration.calendar.clear.reason-missing') }];
    if (reason.length > LONGEST)
      return [
        {
          path: REASON,
          message: t('administration.calendar.clear.reason-long', { most: LONGEST, length: reason.length }),
        },
      ];
    await ctx.db.tx(tx =>
      clearDay(tx, calendar.id, { date: day.date, reason }, actOf(ctx, 'worktime.manage')),
    );
    return adminPage(
      ctx,
      {
        title: t('administration.calendar.cleared', { date: formatDate(day.date) }),
        active: 'calendar',
        crumbs: calendarCrumbs(ctx, place),
      },
      html`<div role="status">${note(t('administration.calendar.cleared-what', { name: day.name[ctx.lang], date: longDay(ctx, day.date) }))}</div>
<p class="row">${button({ label: t('administration.calendar.set-again'), href: setAgainPath(calendar.id, day), alt: true })}</p>
<p><a href="${calendarPath(calendar.id)}?nam=${day.date.slice(0, 4)}">${t('administration.calendar.back')}</a></p>`,
    );
  },
  otherwise: REASON,
});

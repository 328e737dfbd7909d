import { wouldMove } from '#engines/cases';
import { actOf } from '#engines/identity';
import {
  asIfCreated,
  asIfHours,
  createCalendar,
  findCalendar,
  listHours,
  OFFICE_HOURS,
  setHours,
  type WeekHours,
} from '#engines/worktime';
import { dayAfter, dayBefore, formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import {
  capital,
  dateField,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  keyValues,
  textField,
  typedOr,
} from '#ui';
import { agencyField, readAgency } from '../../agency-field.ts';
import { formRoutes } from '../../form-page.ts';
import { CALENDARS, calendarCrumbs, calendarPath, loadOwnCalendar } from './load.ts';
import { movesText } from './moves-text.ts';
import { dayText, emptyWeek, readDayHours, WEEKDAYS } from './week.ts';

type Week = WeekHours['week'];
const FROM = 'tu-ngay';
const TO = 'den-ngay';
const AGENCY = 'co-quan';
const dayName = (weekday: number) => `thu-${weekday}`;

const weekFields = (ctx: Ctx, week: Week, errors: Errors): Html =>
  html`<p class="hint">${ctx.t('administration.calendar.hours.hint')}</p><div class="fs half">${WEEKDAYS.map(
    w =>
      textField(ctx.t, {
        name: dayName(w),
        label: capital(ctx.t(`worktime.weekday-long.${w}`)),
        value: typedOr(ctx, dayName(w), dayText(week[w] ?? [])),
        error: errorOf(errors, dayName(w)),
        most: 100,
      }),
  )}</div>`;

function readWeek(ctx: Ctx, errors: FieldError[]): Week {
  const week = [...emptyWeek()];
  for (const w of WEEKDAYS) {
    const day = readDayHours(posted(ctx.req.body, dayName(w)));
    if (day) week[w] = day;
    else errors.push({ path: dayName(w), message: ctx.t('administration.calendar.hours.wrong') });
  }
  if (!errors.length && week.every(day => !day.length))
    errors.push({ path: dayName(1), message: ctx.t('administration.calendar.hours.none') });
  return week;
}

/** The hours that were typed, `to` being the first day after them; or what has to be corrected. */
function typedHours(ctx: Ctx): { week: Week; from: string; to: string | null } | FieldError[] {
  const { t, req } = ctx;
  const errors: FieldError[] = [];
  const week = readWeek(ctx, errors);
  const from = readDay(posted(req.body, FROM));
  const last = readDay(posted(req.body, TO));
  if (!from) errors.unshift({ path: FROM, message: t('ui.day.wrong') });
  if (posted(req.body, TO) && !last) errors.unshift({ path: TO, message: t('ui.day.wrong') });
  else if (last && from && last < from) errors.unshift({ path: TO, message: t('administration.day.before') });
  return errors.length || !from ? errors : { week, from, to: last ? dayAfter(last) : null };
}

/** From when the hours hold, each day of the week, and what it was where that is another. */
function hoursAsked(
  ctx: Ctx,
  { week, from, to }: { week: Week; from: string; to?: string | null },
  before?: Week,
) {
  const { t } = ctx;
  const words = (of: Week, w: number) => dayText(of[w] ?? []) || t('administration.calendar.off');
  return keyValues(t, [
    { label: t('administration.from'), value: formatDate(from) },
    ...(to ? [{ label: t('administration.to'), value: formatDate(dayBefore(to)) }] : []),
    ...WEEKDAYS.map(w => ({
      label: capital(t(`worktime.weekday-long.${w}`)),
      value:
        !before || words(before, w) === words(week, w)
          ? words(week, w)
          : t('administration.calendar.hours.instead', { now: words(week, w), before: words(before, w) }),
    })),
  ]);
}

const change = formRoutes({
  path: `${CALENDARS}/:calendar/gio`,
  permission: 'worktime.manage',
  active: 'calendar',
  load: loadOwnCalendar,
  title: ctx => ctx.t('administration.calendar.set-hours'),
  crumbs: calendarCrumbs,
  about: ctx => html`<p>${ctx.t('administration.calendar.set-hours.about')}</p>`,
  fields: async (ctx, { calendar }, errors) => {
    const { t } = ctx;
    const today = localDate(ctx.clock.now());
    const now = (await listHours(ctx.db, calendar.id)).findLast(p => p.from <= today);
    const day = (name: string, key: string, first: string, optional = false) =>
      dateField(t, {
        name,
        label: t(key),
        value: typedOr(ctx, name, first),
        error: errorOf(errors, name),
        optional,
      });
    return html`<div class="fs">${day(FROM, 'administration.from', formatDate(today))}${day(TO, 'administration.to', '', true)}</div>
${weekFields(ctx, now?.week ?? OFFICE_HOURS.week, errors)}`;
  },
  button: 'administration.calendar.import.look',
  look: async (ctx, { calendar }) => {
    const { t } = ctx;
    const hours = typedHours(ctx);
    if (Array.isArray(hours)) return hours;
    const moves = await asIfHours(ctx.db, calendar.id, hours, (tx, change) =>
      wouldMove(tx, change, ctx.clock.now()),
    );
    const before = (await listHours(ctx.db, calendar.id)).findLast(p => p.from <= hours.from);
    return {
      title: t('administration.calendar.set-hours.ask'),
      about: html`${hoursAsked(ctx, hours, before?.week)}
<div class="box">${movesText(ctx, moves)}<p>${t('administration.calendar.import.then')}</p></div>`,
      button: t('administration.calendar.set-hours.button'),
    };
  },
  submit: async (ctx, { calendar }) => {
    const hours = typedHours(ctx);
    if (Array.isArray(hours)) return hours;
    await ctx.db.tx(tx => setHours(tx, calendar.id, hours, actOf(ctx, 'worktime.manage')));
    return doneAt(calendarPath(calendar.id), 'hours-set');
  },
  errorFields: { HOURS_TAKEN: TO, HOURS_WRONG: dayName(1) },
  otherwise: FROM,
});

/** The calendar of its own that an agency is to have, or what has to be corrected. */
async function typedCalendar(ctx: Ctx) {
  const { t, req } = ctx;
  const errors: FieldError[] = [];
  const named = await readAgency(ctx, AGENCY, 'worktime.manage', localDate(ctx.clock.now()));
  const agency = 'agency' in named ? named.agency : undefined;
  const week = readWeek(ctx, errors);
  const from = readDay(posted(req.body, FROM));
  if (!from) errors.unshift({ path: FROM, message: t('ui.day.wrong') });
  if ('message' in named) errors.unshift({ path: AGENCY, message: named.message });
  else if (await findCalendar(ctx.db, named.agency.id))
    errors.unshift({ path: AGENCY, message: t('administration.calendar.exists') });
  if (errors.length || !from || !agency) return errors;
  return { agencyId: agency.id, name: { vi: agency.name, en: agency.name }, hours: { from, week } };
}

const create = formRoutes<null>({
  path: `${CALENDARS}/moi`,
  permission: 'worktime.manage',
  active: 'calendar',
  load: async () => null,
  title: ctx => ctx.t('administration.calendar.add'),
  crumbs: ctx => [{ href: CALENDARS, label: ctx.t('administration.calendar.title') }],
  about: ctx => html`<p>${ctx.t('administration.calendar.add.about')}</p>`,
  fields: async (ctx, _, errors) => {
    const { t } = ctx;
    return html`${await agencyField(ctx, {
      name: AGENCY,
      label: t('administration.account.agency'),
      among: 'worktime.manage',
      value: typedOr(ctx, AGENCY),
      errors,
    })}${dateField(t, {
      name: FROM,
      label: t('administration.from'),
      value: typedOr(ctx, FROM, formatDate(localDate(ctx.clock.now()))),
      error: errorOf(errors, FROM),
    })}
${weekFields(ctx, OFFICE_HOURS.week, errors)}`;
  },
  button: 'administration.calendar.import.look',
  look: async ctx => {
    const { t } = ctx;
    const wish = await typedCalendar(ctx);
    if (Array.isArray(wish)) return wish;
    const moves = await asIfCreated(ctx.db, wish, (tx, change) => wouldMove(tx, change, ctx.clock.now()));
    return {
      title: t('administration.calendar.add.ask', { agency: wish.name.vi }),
      about: html`${hoursAsked(ctx, wish.hours)}
<div class="box">${movesText(ctx, moves)}<p>${t('administration.calendar.import.then')}</p></div>`,
      button: t('administration.calendar.add.button'),
    };
  },
  submit: async ctx => {
    const wish = await typedCalendar(ctx);
    if (Array.isArray(wish)) return wish;
    const id = await ctx.db.tx(tx => createCalendar(tx, wish, actOf(ctx, 'worktime.manage')));
    return doneAt(calendarPath(id), 'calendar-created');
  },
  errorFields: { HOURS_WRONG: dayName(1) },
  otherwise: AGENCY,
});

export const hoursRoutes: readonly Route[] = [...create, ...change];

import { actOf } from '#engines/identity';
import { listDays, type SpecialDay, setDay } from '#engines/worktime';
import { formatDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, queryText, type Route } from '#platform/http';
import { dateField, doneAt, errorOf, type FieldError, html, radios, textField, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { CALENDARS, calendarCrumbs, calendarPath, type LoadedCalendar, loadOwnCalendar } from './load.ts';

const DATE = 'ngay';
const KIND = 'loai';
const PART = 'buoi';
const NAME = 'ten';
const NAME_EN = 'ten-en';
const KINDS = ['closed', 'half', 'make-up'] as const;
const PARTS = ['morning', 'afternoon'] as const;

/** A day that was just taken away, as the address says it was: to be set again. */
function asItWas(ctx: Ctx, date: string): SpecialDay | undefined {
  const asked = (name: string) => queryText(ctx.req.query, name).slice(0, 200);
  const kind = KINDS.find(k => k === asked(KIND));
  const part = PARTS.find(p => p === asked(PART));
  if (!kind || !asked(NAME)) return undefined;
  return { date, kind, name: { vi: asked(NAME), en: asked(NAME_EN) }, ...(part ? { part } : {}) };
}

/** The page that sets a day, filled in with all that it was. */
export const setAgainPath = (calendarId: string, day: SpecialDay): string =>
  `${calendarPath(calendarId)}/ngay?${new URLSearchParams({
    [DATE]: day.date,
    [KIND]: day.kind,
    [NAME]: day.name.vi,
    [NAME_EN]: day.name.en,
    ...(day.part ? { [PART]: day.part } : {}),
  })}`;

/** The day that the address names, as the calendar has it: to be changed. */
async function dayToEdit(ctx: Ctx, { calendar }: LoadedCalendar): Promise<SpecialDay | undefined> {
  const date = queryText(ctx.req.query, DATE);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const known = (await listDays(ctx.db, calendar.id, Number(date.slice(0, 4)))).find(d => d.date === date);
  return known ?? asItWas(ctx, date);
}

const set = formRoutes({
  path: `${CALENDARS}/:calendar/ngay`,
  permission: 'worktime.manage',
  active: 'calendar',
  load: loadOwnCalendar,
  title: ctx => ctx.t('administration.calendar.set-day'),
  crumbs: calendarCrumbs,
  about: ctx => html`<p>${ctx.t('administration.calendar.set-day.about')}</p>`,
  fields: async (ctx, place, errors) => {
    const { t } = ctx;
    const now = await dayToEdit(ctx, place);
    return html`${dateField(t, {
      name: DATE,
      label: t('administration.calendar.date'),
      value: typedOr(ctx, DATE, now ? formatDate(now.date) : ''),
      error: errorOf(errors, DATE),
    })}${radios(t, {
      name: KIND,
      label: t('administration.calendar.kind'),
      value: typedOr(ctx, KIND, now?.kind ?? 'closed'),
      error: errorOf(errors, KIND),
      options: KINDS.map(k => ({
        value: k,
        label: t(`worktime.kind.${k}`),
        ...(k === 'half' ? { reveals: [1] } : {}),
      })),
    })}<div class="if1">${radios(t, {
      name: PART,
      label: t('administration.calendar.part'),
      value: typedOr(ctx, PART, now?.part ?? 'morning'),
      options: PARTS.map(p => ({ value: p, label: t(`worktime.part.${p}`) })),
    })}</div>${textField(t, {
      name: NAME,
      label: t('administration.calendar.name'),
      hint: t('administration.calendar.name.hint'),
      value: typedOr(ctx, NAME, now?.name.vi),
      error: errorOf(errors, NAME),
      maxlength: 200,
    })}${textField(t, {
      name: NAME_EN,
      label: t('administration.calendar.name-en'),
      optional: true,
      value: typedOr(ctx, NAME_EN, now?.name.en),
      maxlength: 200,
    })}`;
  },
  button: 'administration.calendar.set-day.button',
  submit: async (ctx, { calendar }) => {
    const { t, req } = ctx;
    const errors: FieldError[] = [];
    const date = readDay(posted(req.body, DATE));
    const kind = KINDS.find(k => k === posted(req.body, KIND));
    const part = PARTS.find(p => p === posted(req.body, PART)) ?? 'morning';
    const vi = posted(req.body, NAME).slice(0, 200);
    if (!date) errors.push({ path: DATE, message: t('ui.day.wrong') });
    if (!kind) errors.push({ path: KIND, message: t('administration.calendar.kind.wrong') });
    if (!vi) errors.push({ path: NAME, message: t('administration.calendar.name.wrong') });
    if (!date || !kind || !vi) return errors;
    const name = { vi, en: posted(req.body, NAME_EN).slice(0, 200) || vi };
    const day: SpecialDay = { date, kind, name, ...(kind === 'half' ? { part } : {}) };
    await ctx.db.tx(tx => setDay(tx, calendar.id, day, actOf(ctx, 'worktime.manage')));
    return doneAt(`${calendarPath(calendar.id)}?nam=${date.slice(0, 4)}`, 'day-set');
  },
  otherwise: DATE,
});

export const dayRoutes: readonly Route[] = set;

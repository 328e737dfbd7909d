import { wouldMove } from '#engines/cases';
import { actOf, keptTyped } from '#engines/identity';
import { asIfSet, listDays, type SpecialDay, setDay } from '#engines/worktime';
import { formatDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, queryText, type Route } from '#platform/http';
import {
  capital,
  dateField,
  doneAt,
  errorOf,
  type FieldError,
  html,
  keyValues,
  radios,
  textField,
  typedOr,
} from '#ui';
import { formRoutes } from '../../form-page.ts';
import { dayHint } from '../day-hint.ts';
import { kindText, longDay } from './day-words.ts';
import { CALENDARS, calendarCrumbs, calendarPath, type LoadedCalendar, loadOwnCalendar } from './load.ts';
import { movesText } from './moves-text.ts';

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

/** The day that was typed, or what has to be corrected. */
function typedDay({ t, req }: Ctx): SpecialDay | FieldError[] {
  const errors: FieldError[] = [];
  const date = readDay(posted(req.body, DATE));
  const kind = KINDS.find(k => k === posted(req.body, KIND));
  const part = PARTS.find(p => p === posted(req.body, PART)) ?? 'morning';
  const [vi, en] = [posted(req.body, NAME), posted(req.body, NAME_EN)];
  if (!date) errors.push({ path: DATE, message: t('ui.day.wrong') });
  if (!kind) errors.push({ path: KIND, message: t('administration.calendar.kind.wrong') });
  if (!vi) errors.push({ path: NAME, message: t('administration.calendar.name.wrong') });
  if (errors.length || !date || !kind) return errors;
  return { date, kind, name: { vi, en: en || vi }, ...(kind === 'half' ? { part } : {}) };
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
      hint: dayHint(ctx),
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
      most: 200,
    })}${textField(t, {
      name: NAME_EN,
      label: t('administration.calendar.name-en'),
      optional: true,
      value: typedOr(ctx, NAME_EN, now?.name.en),
      error: errorOf(errors, NAME_EN),
      most: 200,
    })}`;
  },
  button: 'administration.calendar.import.look',
  // Whoever comes to change a certain day has not come back to the one he typed before.
  kept: { ...keptTyped, find: async ctx => (queryText(ctx.req.query, DATE) ? null : keptTyped.find(ctx)) },
  look: async (ctx, { calendar }) => {
    const { t } = ctx;
    const day = typedDay(ctx);
    if (Array.isArray(day)) return day;
    const change = { agencyId: calendar.agencyId, from: day.date, to: day.date };
    const moves = await asIfSet(ctx.db, calendar.id, day, tx => wouldMove(tx, change, ctx.clock.now()));
    const before = (await listDays(ctx.db, calendar.id, Number(day.date.slice(0, 4)))).find(
      d => d.date === day.date,
    );
    return {
      title: t('administration.calendar.set-day.ask', { date: formatDate(day.date) }),
      about: html`${keyValues(t, [
        { label: t('administration.calendar.date'), value: capital(longDay(ctx, day.date)) },
        { label: t('administration.calendar.name'), value: day.name[ctx.lang] },
        { label: t('administration.calendar.kind'), value: kindText(ctx, day) },
        ...(before
          ? [
              {
                label: t('administration.calendar.set-day.before'),
                value: `${before.name[ctx.lang]}, ${kindText(ctx, before)}`,
              },
            ]
          : []),
      ])}<div class="box">${movesText(ctx, moves)}<p>${t('administration.calendar.import.then')}</p></div>`,
      button: t('administration.calendar.set-day.button'),
    };
  },
  submit: async (ctx, { calendar }) => {
    const day = typedDay(ctx);
    if (Array.isArray(day)) return day;
    await ctx.db.tx(tx => setDay(tx, calendar.id, day, actOf(ctx, 'worktime.manage')));
    return doneAt(`${calendarPath(calendar.id)}?nam=${day.date.slice(0, 4)}`, 'day-set');
  },
  otherwise: DATE,
});

export const dayRoutes: readonly Route[] = set;

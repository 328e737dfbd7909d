import { readFile } from 'node:fs/promises';
import { actOf } from '#engines/identity';
import {
  HolidayFileRefused,
  type HolidayProblem,
  holidayProblemText,
  holidayText,
  importHolidays,
} from '#engines/worktime';
import { isAppError } from '#platform/errors';
import type { Ctx, Route, Upload } from '#platform/http';
import { utf8Text } from '#platform/text';
import { button, errorOf, fileField, html, scrollTable } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { adminPage } from '../../view.ts';
import { CALENDARS, calendarCrumbs, calendarPath, type LoadedCalendar, loadOwnCalendar } from './load.ts';

const FILE = 'tep';
const TITLE = 'administration.calendar.import';

/** The lines that are wrong; nothing of the file was written. */
function refused(ctx: Ctx, place: LoadedCalendar, problems: readonly HolidayProblem[]) {
  const { t } = ctx;
  const message = t('administration.import.refused', { count: problems.length });
  return adminPage(
    ctx,
    {
      title: t(TITLE),
      active: 'calendar',
      crumbs: calendarCrumbs(ctx, place),
      errors: [{ path: FILE, message }],
    },
    html`<ul>${problems.slice(0, 500).map(p => html`<li>${holidayProblemText(p, t)}</li>`)}</ul>
<p>${button({ label: t('administration.import.again'), href: `${calendarPath(place.calendar.id)}/nhap` })}</p>`,
  );
}

async function load(ctx: Ctx, place: LoadedCalendar, sent: Upload) {
  const { t } = ctx;
  const text = utf8Text(await readFile(sent.path));
  if (text === undefined) return [{ path: FILE, message: t('administration.import.not-utf8') }];
  const { calendar } = place;
  try {
    const source = holidayText(sent.filename, text);
    const report = await importHolidays(ctx.db, source, actOf(ctx, 'worktime.manage'), calendar.agencyId);
    const counts = (['added', 'changed', 'removed', 'unchanged'] as const).map(key => [
      t(`administration.import.${key}`),
      report[key],
    ]);
    return adminPage(
      ctx,
      {
        title: t('administration.calendar.imported'),
        active: 'calendar',
        crumbs: calendarCrumbs(ctx, place),
      },
      html`<div role="status">${scrollTable({
        caption: sent.filename,
        columns: [
          { label: t('administration.import.what-days') },
          { label: t('administration.import.count'), figures: true },
        ],
        rows: counts,
      })}</div>
${report.years.length > 0 && html`<p>${t('administration.calendar.imported-years', { years: report.years.join(', ') })}</p>`}
<p><a href="${calendarPath(calendar.id)}">${t('administration.calendar.back')}</a></p>`,
    );
  } catch (error) {
    if (isAppError(error) && error.code === HolidayFileRefused.code)
      return refused(ctx, place, error.details as HolidayProblem[]);
    throw error;
  }
}

export const importCalendarRoutes: readonly Route[] = formRoutes({
  path: `${CALENDARS}/:calendar/nhap`,
  permission: 'worktime.manage',
  active: 'calendar',
  load: loadOwnCalendar,
  title: ctx => ctx.t(TITLE),
  crumbs: calendarCrumbs,
  about: ctx => html`<p>${ctx.t('administration.calendar.import.about')}</p>
<pre class="box">date,kind,name,name_en,part
02/09/2027,nghỉ,Quốc khánh,National Day,</pre>`,
  fields: (ctx, _, errors) =>
    fileField(ctx.t, {
      name: FILE,
      label: ctx.t('administration.calendar.import.file'),
      hint: ctx.t('administration.calendar.import.hint'),
      accept: '.csv,.json,text/csv,application/json',
      error: errorOf(errors, FILE),
    }),
  button: 'administration.import.button',
  submit: async (ctx, place) => {
    const sent = ctx.req.uploads.find(u => u.field === FILE);
    return sent ? load(ctx, place, sent) : [{ path: FILE, message: ctx.t('administration.import.no-file') }];
  },
  otherwise: FILE,
  upload: { maxBytes: 2_000_000, maxFiles: 1 },
});

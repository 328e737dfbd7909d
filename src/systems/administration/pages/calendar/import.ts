import { readFile } from 'node:fs/promises';
import { type WouldMove, wouldMove } from '#engines/cases';
import { actOf } from '#engines/identity';
import {
  asIfImported,
  HolidayFileRefused,
  type HolidayProblem,
  type HolidayReport,
  holidayProblemText,
  holidayText,
  importHolidays,
} from '#engines/worktime';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, textField } from '#platform/http';
import { utf8Text } from '#platform/text';
import { button, errorOf, fileField, type Html, html, postForm, scrollTable } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { adminPage } from '../../view.ts';
import { CALENDARS, calendarCrumbs, calendarPath, type LoadedCalendar, loadOwnCalendar } from './load.ts';
import { movesText } from './moves-text.ts';

const FILE = 'tep';
const NAME = 'ten-tep';
const TEXT = 'noi-dung-tep';
const TITLE = 'administration.calendar.import';

type Looked = { report: HolidayReport; seen: WouldMove | null };

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

/** What becomes of the days, and how many running deadlines move by it. */
const counts = (ctx: Ctx, file: string, { report, seen }: Looked): Html =>
  html`${scrollTable({
    caption: file,
    columns: [
      { label: ctx.t('administration.import.what-days') },
      { label: ctx.t('administration.import.count'), figures: true },
    ],
    rows: (['added', 'changed', 'removed', 'unchanged'] as const).map(key => [
      ctx.t(`administration.import.${key}`),
      report[key],
    ]),
  })}
${report.years.length > 0 && html`<p>${ctx.t('administration.calendar.imported-years', { years: report.years.join(', ') })}</p>`}
<div class="box">${seen ? movesText(ctx, seen) : html`<p>${ctx.t('administration.calendar.import.nothing')}</p>`}</div>`;

/** Before anything is written: what the file would do. The file goes along in the form, or it would have to be chosen again. */
const ask = (ctx: Ctx, place: LoadedCalendar, name: string, text: string, looked: Looked): Answer =>
  adminPage(
    ctx,
    {
      title: ctx.t('administration.calendar.import.ask'),
      active: 'calendar',
      crumbs: calendarCrumbs(ctx, place),
    },
    html`${counts(ctx, name, looked)}
${postForm(ctx, {
  action: ctx.req.path,
  upload: true,
  fields: html`<input type="hidden" name="${NAME}" value="${name}"><input type="hidden" name="${TEXT}" value="${Buffer.from(text).toString('base64')}">
<p>${ctx.t('administration.calendar.import.then')}</p>`,
  button: ctx.t('administration.calendar.import.sure'),
  after: html`<a href="${ctx.req.path}">${ctx.t('administration.import.again')}</a>`,
})}`,
  );

/** Written: what has changed, and how many deadlines move now. */
const done = (ctx: Ctx, place: LoadedCalendar, name: string, looked: Looked): Answer =>
  adminPage(
    ctx,
    {
      title: ctx.t('administration.calendar.imported'),
      active: 'calendar',
      crumbs: calendarCrumbs(ctx, place),
    },
    html`<div role="status">${counts(ctx, name, looked)}</div>
<p><a href="${calendarPath(place.calendar.id)}">${ctx.t('administration.calendar.back')}</a></p>`,
  );

async function load(ctx: Ctx, place: LoadedCalendar, name: string, text: string, sure: boolean) {
  const { agencyId } = place.calendar;
  try {
    const source = holidayText(name, text);
    const now = ctx.clock.now();
    const looked = await asIfImported(ctx.db, source, agencyId, (tx, change) => wouldMove(tx, change, now));
    if (!sure) return ask(ctx, place, name, text, looked);
    await importHolidays(ctx.db, source, actOf(ctx, 'worktime.manage'), agencyId);
    return done(ctx, place, name, looked);
  } catch (error) {
    if (isAppError(error) && error.code === HolidayFileRefused.code)
      return refused(ctx, place, error.details as HolidayProblem[]);
    throw error;
  }
}

/** The file of the first page, or the one that goes along with the second. */
async function send(ctx: Ctx, place: LoadedCalendar) {
  const { t } = ctx;
  const kept = textField(ctx.req.body, TEXT);
  if (kept)
    return load(ctx, place, textField(ctx.req.body, NAME), Buffer.from(kept, 'base64').toString(), true);
  const sent = ctx.req.uploads.find(u => u.field === FILE);
  if (!sent) return [{ path: FILE, message: t('administration.import.no-file') }];
  const text = utf8Text(await readFile(sent.path));
  if (text === undefined) return [{ path: FILE, message: t('administration.import.not-utf8') }];
  return load(ctx, place, sent.filename, text, false);
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
  button: 'administration.calendar.import.look',
  submit: send,
  otherwise: FILE,
  upload: { maxBytes: 500_000, maxFiles: 1 },
});

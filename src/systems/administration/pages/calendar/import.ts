import { readFile } from 'node:fs/promises';
import { type WouldMove, wouldMove } from '#engines/cases';
import { actOf } from '#engines/identity';
import {
  asIfImported,
  type DayChange,
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
import { button, capital, errorOf, fileField, type Html, html, postForm, scrollTable } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { adminPage } from '../../view.ts';
import { kindText, longDay } from './day-words.ts';
import { CALENDARS, calendarCrumbs, calendarPath, type LoadedCalendar, loadOwnCalendar } from './load.ts';
import { movesText } from './moves-text.ts';

const FILE = 'tep';
const NAME = 'ten-tep';
const TEXT = 'noi-dung-tep';
const TITLE = 'administration.calendar.import';

const SAMPLE = {
  vi: "ngày,loại,tên,tên tiếng Anh,buổi\n01/05/2028,nghỉ,Ngày Quốc tế Lao động,Labour Day,\n20/11/2028,nửa ngày,Ngày Nhà giáo Việt Nam,Teachers' Day,sáng",
  en: "date,kind,name,name_en,part\n01/05/2028,closed,Ngày Quốc tế Lao động,Labour Day,\n20/11/2028,half,Ngày Nhà giáo Việt Nam,Teachers' Day,morning",
};

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

/** More days than anybody reads through; a file of forty years may hold them. */
const MOST_DAYS = 400;

const dayRow = (ctx: Ctx, { change, day, before }: DayChange) => [
  html`<span class="num">${capital(longDay(ctx, day.date))}</span>`,
  ctx.t(`administration.import.${change}`),
  html`${kindText(ctx, day)}${before && kindText(ctx, before) !== kindText(ctx, day) && html`<small>${ctx.t('administration.calendar.import.before', { before: kindText(ctx, before) })}</small>`}`,
  html`${day.name[ctx.lang]}${before && before.name[ctx.lang] !== day.name[ctx.lang] && html`<small>${ctx.t('administration.calendar.import.before', { before: before.name[ctx.lang] })}</small>`}`,
];

/** Which days, so that a wrong date is seen before it is written. */
const dayTable = (ctx: Ctx, { days }: HolidayReport): Html => html`${scrollTable({
  caption: ctx.t('administration.calendar.import.days'),
  columns: [
    { label: ctx.t('administration.calendar.date') },
    { label: ctx.t('administration.calendar.import.change') },
    { label: ctx.t('administration.calendar.kind') },
    { label: ctx.t('administration.calendar.name') },
  ],
  rows: days.slice(0, MOST_DAYS).map(change => dayRow(ctx, change)),
})}
${days.length > MOST_DAYS && html`<p>${ctx.t('administration.calendar.import.more-days', { count: days.length - MOST_DAYS })}</p>`}`;

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
${report.days.length > 0 && dayTable(ctx, report)}
${report.years.length > 0 && html`<p>${ctx.t('administration.calendar.imported-years', { years: report.years.join(', ') })}</p>`}
<div class="box">${seen ? movesText(ctx, seen) : html`<p>${ctx.t('administration.calendar.import.nothing')}</p>`}</div>`;

/** The file goes along in the form, or it would have to be chosen again. */
const askForm = (ctx: Ctx, name: string, text: string): Html =>
  postForm(ctx, {
    action: ctx.req.path,
    upload: true,
    fields: html`<input type="hidden" name="${NAME}" value="${name}"><input type="hidden" name="${TEXT}" value="${Buffer.from(text).toString('base64')}">
<p>${ctx.t('administration.calendar.import.then')}</p>`,
    button: ctx.t('administration.calendar.import.sure'),
    after: html`<a href="${ctx.req.path}">${ctx.t('administration.import.again')}</a>`,
  });

/** Before anything is written: what the file would do. Of a file that changes nothing there is nothing to confirm. */
const ask = (ctx: Ctx, place: LoadedCalendar, name: string, text: string, looked: Looked): Promise<Answer> =>
  adminPage(
    ctx,
    {
      title: ctx.t(looked.seen ? 'administration.calendar.import.ask' : TITLE),
      active: 'calendar',
      crumbs: calendarCrumbs(ctx, place),
    },
    html`${counts(ctx, name, looked)}
${
  looked.seen
    ? askForm(ctx, name, text)
    : html`<p>${button({ label: ctx.t('administration.import.again'), href: ctx.req.path })}</p>`
}`,
  );

/** Written: what has changed, and how many deadlines move now. */
const done = (ctx: Ctx, place: LoadedCalendar, name: string, looked: Looked): Promise<Answer> =>
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
<div class="box scroll" tabindex="0" role="region" aria-label="${ctx.t('administration.calendar.import.sample')}"><pre>${SAMPLE[ctx.lang]}</pre></div>`,
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

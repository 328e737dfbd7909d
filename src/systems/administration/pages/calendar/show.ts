import { listDays, listHours, listYears, loadCalendar, type SpecialDay } from '#engines/worktime';
import { formatDate, localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, emptyState, type Html, html, periodText, scrollTable, status, tabs } from '#ui';
import { adminPage } from '../../view.ts';
import {
  CALENDARS,
  calendarPath,
  calendarTitle,
  commonCalendar,
  FIRST_YEAR,
  LAST_YEAR,
  type LoadedCalendar,
  loadCalendarPlace,
  ownCalendars,
  yearAsked,
} from './load.ts';
import { yearView } from './months.ts';
import { dayText, WEEKDAYS } from './week.ts';

const rule = { permission: 'worktime.manage' };

/** How sure the year's list is; a year that was never imported says so, too. */
async function sureness(ctx: Ctx, { calendar }: LoadedCalendar, year: number): Promise<Html> {
  const { t } = ctx;
  const years = await listYears(ctx.db, calendar.id);
  const known = years.find(y => y.year === year);
  const unsure = years.filter(y => y.status !== 'announced').map(y => y.year);
  if (calendar.agencyId !== null && !known) return html``;
  return html`<p>${
    known
      ? status(known.status === 'announced' ? 'done' : 'soon', t(`worktime.year.${known.status}`))
      : status('soon', t('administration.calendar.year-missing', { year }))
  }</p>
${known?.note && known.note[ctx.lang] !== t(`worktime.year.${known.status}`) && html`<p class="q">${known.note[ctx.lang]}</p>`}
${unsure.length > 0 && html`<p class="q">${t('administration.calendar.unsure', { years: unsure.join(', ') })}</p>`}`;
}

function special(
  ctx: Ctx,
  { calendar, mine }: LoadedCalendar,
  days: readonly SpecialDay[],
  year: number,
): Html {
  const { t } = ctx;
  if (!days.length) return emptyState({ why: t('administration.calendar.no-days', { year }) });
  const home = calendarPath(calendar.id);
  return scrollTable({
    caption: t('administration.calendar.days', { year }),
    captionHidden: true,
    columns: [
      { label: t('administration.calendar.date') },
      { label: t('administration.calendar.name') },
      { label: t('administration.calendar.kind') },
      { label: t('administration.actions'), hidden: true },
    ],
    rows: days.map(d => [
      html`<span class="num nb">${t(`worktime.weekday.${new Date(d.date).getUTCDay()}`)} ${formatDate(d.date)}</span>`,
      d.name[ctx.lang],
      html`${t(`worktime.kind.${d.kind}`)}${d.kind === 'half' && html`<small>${t(`worktime.part.${d.part ?? 'morning'}`)}</small>`}`,
      mine &&
        html`<span class="row"><a href="${home}/ngay?ngay=${d.date}">${t('administration.edit')}<span class="vh"> ${formatDate(d.date)}</span></a><a href="${home}/ngay/bo?ngay=${d.date}">${t('administration.calendar.clear')}<span class="vh"> ${formatDate(d.date)}</span></a></span>`,
    ]),
  });
}

async function hours(ctx: Ctx, { calendar }: LoadedCalendar): Promise<Html> {
  const { t } = ctx;
  const today = localDate(ctx.clock.now());
  const periods = (await listHours(ctx.db, calendar.id)).filter(p => p.to === null || p.to > today);
  return scrollTable({
    caption: t('administration.calendar.hours'),
    captionHidden: true,
    columns: [
      { label: t('administration.period') },
      ...WEEKDAYS.map(w => ({ label: t(`worktime.weekday.${w}`) })),
    ],
    rows: periods.map(p => [
      periodText(ctx.t, p),
      ...WEEKDAYS.map(
        w =>
          html`${(p.week[w] ?? []).map((span, i) => html`${i > 0 && ', '}<span class="num nb">${dayText([span])}</span>`)}${!p.week[w]?.length && t('administration.calendar.off')}`,
      ),
    ]),
  });
}

async function others(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const list = await ownCalendars(ctx);
  return html`<section><h2>${t('administration.calendar.others')}</h2>
${list.length ? html`<ul>${list.map(c => html`<li><a href="${calendarPath(c.calendar.id)}">${c.agencyName}</a></li>`)}</ul>` : html`<p class="q">${t('administration.calendar.no-others')}</p>`}
<p>${button({ label: t('administration.calendar.add'), href: `${CALENDARS}/moi`, alt: true })}</p></section>`;
}

async function view(ctx: Ctx, place: LoadedCalendar): Promise<Html> {
  const { t, db } = ctx;
  const { calendar, mine } = place;
  const year = yearAsked(ctx);
  const home = calendarPath(calendar.id);
  const [days, compiled] = await Promise.all([
    listDays(db, calendar.id, year),
    loadCalendar(db, calendar.agencyId, ctx.clock.now()),
  ]);
  const years = [year - 1, year, year + 1].filter(y => y >= FIRST_YEAR && y <= LAST_YEAR);
  return html`${tabs({
    label: t('administration.calendar.years'),
    items: years.map(y => ({ href: `${home}?nam=${y}`, label: String(y), current: y === year })),
  })}${await sureness(ctx, place, year)}
${
  mine
    ? html`<p class="row">${button({ label: t('administration.calendar.set-day'), href: `${home}/ngay` })}${button({ label: t('administration.calendar.import'), href: `${home}/nhap`, alt: true })}${button({ label: t('administration.calendar.set-hours'), href: `${home}/gio`, alt: true })}</p>`
    : html`<p class="box">${t('administration.calendar.not-yours')}</p>`
}
<section><h2>${t('administration.calendar.days', { year })}</h2>${special(ctx, place, days, year)}
${calendar.agencyId !== null && html`<p class="q">${t('administration.calendar.inherits')}</p>`}</section>
<section><h2>${t('administration.calendar.year', { year })}</h2>${yearView(ctx, compiled, year)}</section>
<section><h2>${t('administration.calendar.hours')}</h2>${await hours(ctx, place)}</section>`;
}

/** Everybody's calendar, and the way to those that agencies have of their own. */
async function showCommon(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const common = await commonCalendar(ctx);
  return adminPage(
    ctx,
    { title: t('administration.calendar.title'), active: 'calendar' },
    html`${common ? await view(ctx, common) : emptyState({ why: t('administration.calendar.missing') })}${await others(ctx)}`,
  );
}

async function showOne(ctx: Ctx): Promise<Answer> {
  const place = await loadCalendarPlace(ctx);
  return adminPage(
    ctx,
    {
      title: calendarTitle(ctx, place),
      active: 'calendar',
      crumbs: [{ href: CALENDARS, label: ctx.t('administration.calendar.title') }],
    },
    await view(ctx, place),
  );
}

export const calendarRoutes: readonly Route[] = [
  { method: 'GET', path: CALENDARS, rule, handler: showCommon },
  { method: 'GET', path: `${CALENDARS}/:calendar`, rule, handler: showOne },
];

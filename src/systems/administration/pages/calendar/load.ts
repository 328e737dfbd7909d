import { holdsAll, reaches } from '#engines/identity';
import { type CalendarRow, findCalendar, listCalendars } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import { agencyNames } from '../../agencies-on.ts';
import { ROOT } from '../../view.ts';

export const CALENDARS = `${ROOT}/lich`;
export const calendarPath = (id: string): string => `${CALENDARS}/${id}`;

export const FIRST_YEAR = 2010;
export const LAST_YEAR = 2049;

export type LoadedCalendar = {
  calendar: CalendarRow;
  /** Name of the agency whose own it is; null for everybody's. */
  agencyName: string | null;
  /** Whether the visitor may change it; everybody's is seen by all who keep calendars. */
  mine: boolean;
};

const isMine = (ctx: Ctx, { agencyId }: CalendarRow) =>
  agencyId === null ? holdsAll(ctx, 'worktime.manage') : reaches(ctx, 'worktime.manage', agencyId);

async function loaded(ctx: Ctx, calendar: CalendarRow): Promise<LoadedCalendar> {
  const { agencyId } = calendar;
  const names = agencyId ? await agencyNames(ctx, [agencyId], localDate(ctx.clock.now())) : undefined;
  return { calendar, agencyName: names?.get(agencyId ?? '') ?? null, mine: await isMine(ctx, calendar) };
}

/** The calendar of the address. Throws NotFound when there is none, or it belongs to an agency out of reach. */
export async function loadCalendarPlace(ctx: Ctx): Promise<LoadedCalendar> {
  const calendar = (await listCalendars(ctx.db)).find(c => c.id === ctx.req.params.calendar);
  if (!calendar) throw NotFound();
  const place = await loaded(ctx, calendar);
  if (!place.mine && calendar.agencyId !== null) throw NotFound();
  return place;
}

/** As `loadCalendarPlace`, for a change. Throws NotFound also where the calendar may only be seen. */
export async function loadOwnCalendar(ctx: Ctx): Promise<LoadedCalendar> {
  const place = await loadCalendarPlace(ctx);
  if (!place.mine) throw NotFound();
  return place;
}

/** Everybody's calendar; undefined before it is set up. */
export async function commonCalendar(ctx: Ctx): Promise<LoadedCalendar | undefined> {
  const calendar = await findCalendar(ctx.db, null);
  return calendar && loaded(ctx, calendar);
}

/** Agencies' own calendars within reach. */
export async function ownCalendars(ctx: Ctx): Promise<LoadedCalendar[]> {
  const all = await Promise.all(
    (await listCalendars(ctx.db)).filter(c => c.agencyId !== null).map(c => loaded(ctx, c)),
  );
  return all.filter(c => c.mine);
}

export const calendarTitle = (ctx: Ctx, { agencyName }: LoadedCalendar): string =>
  agencyName === null
    ? ctx.t('administration.calendar.common')
    : ctx.t('administration.calendar.of', { agency: agencyName });

export const calendarCrumbs = (ctx: Ctx, place: LoadedCalendar) => [
  { href: CALENDARS, label: ctx.t('administration.calendar.title') },
  { href: calendarPath(place.calendar.id), label: calendarTitle(ctx, place) },
];

/** The year that is asked for (`nam=2026`); this year otherwise. */
export function yearAsked(ctx: Ctx): number {
  const year = Number(queryText(ctx.req.query, 'nam'));
  if (Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR) return year;
  return Number(localDate(ctx.clock.now()).slice(0, 4));
}

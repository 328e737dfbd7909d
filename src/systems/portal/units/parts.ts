import { type Area, findArea } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { askForm, DAY, dateField, type Errors, errorOf, type Html, html, textField } from '#ui';

export const UNITS = '/don-vi-hanh-chinh';

/** The address of a unit as it is on a day; today goes unsaid. */
export const unitHref = (ctx: Ctx, id: string, day: string): string =>
  day === localDate(ctx.clock.now())
    ? `${UNITS}/${id}`
    : `${UNITS}/${id}?${new URLSearchParams({ [DAY]: formatDate(day) })}`;

/** The link to a unit, and its code. */
export const unitLink = (ctx: Ctx, area: Area, day: string): Html =>
  html`<a href="${unitHref(ctx, area.id, day)}">${area.fullName}</a> <span class="q num nb">${area.code}</span>`;

/** That not all of the list was compared with the official texts, without saying of which. */
export const generalLine = ({ t }: Ctx): Html => html`<p class="q">${t('portal.units.general')}</p>`;

/** Asks for units by name or code, on a day. */
export const unitForm = ({ t }: Ctx, q: string, typedDay: string, errors: Errors): Html =>
  askForm(
    UNITS,
    html`${textField(t, { name: 'q', label: t('portal.units.search'), hint: t('portal.units.search-hint'), value: q, type: 'search' })}${dateField(
      t,
      {
        name: DAY,
        label: t('portal.units.day'),
        hint: t('portal.units.day-hint'),
        value: typedDay,
        error: errorOf(errors, DAY),
      },
    )}`,
    t('portal.units.show'),
  );

/** Units above some areas by id, each as it was on the day that is asked of it. */
export async function parentsOf(
  { db }: Ctx,
  areas: readonly Area[],
  dayOf: (area: Area) => string,
): Promise<(area: Area) => Area | undefined> {
  const key = (area: Area) => `${area.parentId} ${dayOf(area)}`;
  const asked = new Map(areas.filter(a => a.parentId).map(a => [key(a), a]));
  const found = new Map(
    await Promise.all(
      [...asked].map(async ([k, a]) => [k, await findArea(db, a.parentId ?? '', dayOf(a))] as const),
    ),
  );
  return area => found.get(key(area));
}

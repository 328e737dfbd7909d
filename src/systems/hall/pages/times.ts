import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { askForm, DAY, dateField, dayAsked, emptyState, errorOf, html, scrollTable } from '#ui';
import { takenWhere, waitingTimes } from '../queue/waiting-times.ts';
import { hallPage } from './frame.ts';
import { chooseHall, HALL, MANAGES, managedHalls } from './managed.ts';
import { OFFICE } from './reach.ts';

export const TIMES = `${HALL}/thoi-gian-cho`;

const hourText = (hour: number): string => `${hour}:00–${hour + 1}:00`;

/** How long people of a day waited, by the hour in which they came: when a second desk is needed. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const hall = await managedHalls(ctx);
  if (!hall) return redirect(HALL);
  const { office } = hall;
  const { day, typed, errors } = dayAsked(ctx);
  const hours = await waitingTimes(db, office.id, day);
  const where = await takenWhere(db, office.id, day);
  const minutes = (n: number | null) =>
    n === null ? t('hall.times.unknown') : t('hall.times.minutes', { n });
  return hallPage(
    ctx,
    { title: t('hall.times.title'), active: 'halls', errors, backTo: HALL },
    html`<p class="q">${office.name}</p>
${chooseHall(ctx, hall, TIMES)}
${askForm(
  TIMES,
  dateField(t, { name: DAY, label: t('hall.times.day'), value: typed, error: errorOf(errors, DAY) }),
  t('hall.times.show'),
  { [OFFICE]: office.id },
)}
${
  hours.length
    ? html`<p>${t('hall.times.where', { date: formatDate(day), ...where })}</p>
${scrollTable({
  caption: t('hall.times.caption', { date: formatDate(day) }),
  columns: [
    { label: t('hall.times.hour') },
    ...['taken', 'called', 'left', 'median', 'longest', 'usual'].map(c => ({
      label: t(`hall.times.${c}`),
      figures: true,
    })),
  ],
  rows: hours.map(h => [
    hourText(h.hour),
    h.taken,
    h.called,
    h.left,
    minutes(h.median),
    minutes(h.longest),
    minutes(h.usual),
  ]),
})}
<p class="q">${t('hall.times.about')}</p>`
    : emptyState({ why: t('hall.times.none', { date: formatDate(day) }) })
}`,
  );
}

export const timesRoute: Route = { method: 'GET', path: TIMES, rule: { permission: MANAGES }, handler: show };

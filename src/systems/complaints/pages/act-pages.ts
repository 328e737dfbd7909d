import { casesService } from '#engines/cases';
import { limitText } from '#engines/worktime';
import { formatDate } from '#platform/clock';
import type { Ctx, Route } from '#platform/http';
import { doneAt, type FormPage, formPageRoutes, type Html, html, keyValues, lines } from '#ui';
import { complaintFor, type Right } from '../access.ts';
import { lastDay } from '../actions/submit-complaint.ts';
import { type HandedOver, hadBefore, handedOver } from '../handed-over.ts';
import { type Told, toldOf } from '../notify.ts';
import { fileLimit } from '../rules/limits.ts';
import type { Status } from '../types.ts';
import { withdrawnError } from '../withdrawn-error.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';
import { orTellTooLate } from './too-late.ts';

/**
 * A complaint that the visitor may act on, through which post, and whether its complainant is told; when he had what he complains about, and
 * the last day on which he could, counted from when he says he knew.
 */
export type LoadedComplaint = Awaited<ReturnType<typeof complaintFor>> & {
  told: Told;
  given: readonly HandedOver[];
  last: string;
  /** Where he had it, by our record, before the day that he says: since when, and the last day counted from then. */
  disagrees: { had: string; last: string } | null;
};

/** The complaint of the address, for whoever holds `right` where it is settled. Throws as `complaintFor`, and COMPLAINT_WITHDRAWN. */
export const loadFor =
  (right: Right) =>
  async (ctx: Ctx): Promise<LoadedComplaint> => {
    const id = ctx.req.params.complaint ?? '';
    const loaded = await complaintFor(ctx.db, ctx.visitor!, id, right, ctx.clock.now());
    const { agencyId, knownOn, level, receivedAt, status } = loaded.complaint;
    // There is no form any more for what nobody waits for.
    if (status === 'withdrawn') throw withdrawnError(loaded.complaint);
    const given = await handedOver(ctx.db, ctx.get(casesService).ledger, loaded);
    const lastFrom = (day: string) => lastDay(ctx.db, { agencyId, knownOn: day, level, at: receivedAt });
    const had = hadBefore(knownOn, given);
    return {
      ...loaded,
      told: await toldOf(ctx.db, loaded.complaint),
      given,
      last: await lastFrom(knownOn),
      disagrees: had ? { had, last: await lastFrom(had) } : null,
    };
  };

/** Whether the complaint came in time, for whoever takes it on or settles it: the days that it depends on. */
export function inTime(
  { t }: Pick<Ctx, 't'>,
  { complaint: c, given, last, disagrees }: LoadedComplaint,
): Html {
  const limit = limitText(fileLimit(c.level), t);
  const days = given.map(({ how, on }) => t(`complaints.in-time.given-${how}`, { day: formatDate(on) }));
  return html`<div class="box plain">${keyValues(t, [
    {
      label: t(`complaints.in-time.given-${c.level}`),
      value: days.length ? lines(days.join('\n')) : t('complaints.in-time.none'),
    },
    { label: t('complaints.fact.known'), value: formatDate(c.knownOn) },
    { label: t('complaints.fact.received'), value: formatDate(c.receivedAt) },
    {
      label: t('complaints.in-time.last'),
      value: t('complaints.in-time.until', { day: formatDate(last), limit }),
    },
    ...(disagrees
      ? [
          {
            label: t('complaints.in-time.disagrees'),
            value: t('complaints.in-time.disagrees-words', {
              known: formatDate(c.knownOn),
              had: formatDate(disagrees.had),
              last: formatDate(disagrees.last),
            }),
          },
        ]
      : []),
  ])}</div>`;
}

/** To the complaint, which says what was done, and whether anybody hears of it. */
export const home = ({ complaint, told }: LoadedComplaint, done: string): string =>
  doneAt(staffPath(complaint), told === 'told' ? done : `${done}-${told}`);

type ActForm = Omit<FormPage<LoadedComplaint>, 'path'> & {
  while: Status;
  /** What somebody has typed into it, for him to copy where another came first. */
  typed(posted: Ctx): readonly string[];
};

/**
 * The two routes of a form about one complaint that stands so (`while`). Whoever opens it later is led to the complaint; whoever sends it later reads
 * who was first and when, and keeps what he had typed.
 */
export const actPages = (path: string, { while: stands, typed, ...form }: ActForm): Route[] =>
  formPageRoutes<LoadedComplaint>(
    {
      ...form,
      path: `${COMPLAINTS}/:complaint/${path}`,
      submit: (ctx, loaded) => orTellTooLate(ctx, typed, () => form.submit(ctx, loaded)),
      over: (_, { complaint }) => (complaint.status === stands ? undefined : staffPath(complaint)),
    },
    (ctx, { complaint }, page, main) =>
      complaintsPage(
        ctx,
        {
          ...page,
          back: {
            href: staffPath(complaint),
            label: ctx.t(`complaints.line.${complaint.level}`, { number: complaint.number }),
          },
        },
        main,
      ),
  ).map(route => ({
    ...route,
    handler: (ctx: Ctx) => orTellTooLate(ctx, typed, async () => route.handler(ctx)),
  }));

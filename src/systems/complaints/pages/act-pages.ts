import type { Ctx, Route } from '#platform/http';
import { doneAt, type FormPage, formPageRoutes } from '#ui';
import { complaintFor, type Right } from '../access.ts';
import { type Told, toldOf } from '../notify.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';

/** A complaint that the visitor may act on, through which post, and whether its complainant is told. */
export type LoadedComplaint = Awaited<ReturnType<typeof complaintFor>> & { told: Told };

/** The complaint of the address, for whoever holds `right` where it is settled. Throws as `complaintFor`. */
export const loadFor =
  (right: Right) =>
  async (ctx: Ctx): Promise<LoadedComplaint> => {
    const id = ctx.req.params.complaint ?? '';
    const loaded = await complaintFor(ctx.db, ctx.visitor!, id, right, ctx.clock.now());
    return { ...loaded, told: await toldOf(ctx.db, loaded.complaint) };
  };

/** To the complaint, which says what was done, and whether anybody hears of it. */
export const home = ({ complaint, told }: LoadedComplaint, done: string): string =>
  doneAt(staffPath(complaint), told === 'told' ? done : `${done}-${told}`);

/** The two routes of a form about one complaint. */
export const actPages = (path: string, form: Omit<FormPage<LoadedComplaint>, 'path'>): Route[] =>
  formPageRoutes<LoadedComplaint>(
    { ...form, path: `${COMPLAINTS}/:complaint/${path}` },
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
  );

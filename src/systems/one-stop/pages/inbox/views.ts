import { inboxCounts } from '#engines/work';
import type { Ctx } from '#platform/http';
import type { NavGroup } from '#ui';
import { APPLICANTS, applicantsWaitedFor } from './applicants-reach.ts';
import { addressOf, type Desk, EVERYTHING } from './ask.ts';

/** The views that everybody has, each with what it holds; for whoever receives, what of that waits for applicants elsewhere, too. */
export async function commonViews(ctx: Ctx, { reach, now, soon }: Desk): Promise<NavGroup> {
  const { t, db } = ctx;
  const [open, waiting, applicants] = await Promise.all([
    inboxCounts(db, reach, { state: 'open' }, now, soon),
    inboxCounts(db, reach, { state: 'suspended' }, now, soon),
    applicantsWaitedFor(ctx),
  ]);
  const counts = { all: open.all, late: open.late, soon: open.soon, waiting: waiting.all };
  return {
    heading: t('one-stop.views'),
    items: [
      ...(['all', 'late', 'soon', 'waiting'] as const).map(id => ({
        id,
        href: id === 'all' ? EVERYTHING : addressOf({ xem: id }),
        label: t(`one-stop.view.${id}`),
        count: counts[id],
      })),
      ...(applicants === undefined
        ? []
        : [{ id: 'applicants', href: APPLICANTS, label: t('one-stop.view.applicants'), count: applicants }]),
    ],
  };
}

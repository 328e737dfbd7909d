import type { Ctx } from '#platform/http';
import { formatNumber, type Waiting } from '#ui';
import { type DeskCounts, deskCounts, sumOf } from './desk-counts.ts';

/** The list where each kind waits, the ones that people wait for first. */
const LISTS = {
  incidents: '',
  heirless: '/co-quan',
  undelivered: '/tin',
  followers: '/theo-so',
  jobs: '/viec-nen',
} as const satisfies Record<keyof DeskCounts, string>;

const KINDS = Object.keys(LISTS) as Array<keyof DeskCounts>;

/** Said in the inbox of whoever mends incidents: it is where one looks first. */
export async function incidentsWait(ctx: Ctx): Promise<Waiting | null> {
  const counts = await deskCounts(ctx);
  const first = KINDS.find(kind => counts[kind] > 0);
  if (!first) return null;
  return {
    href: `/can-bo/quan-tri/su-co${LISTS[first]}`,
    text: ctx.t('administration.incidents.wait', { count: formatNumber(sumOf(counts), { lang: ctx.lang }) }),
  };
}
